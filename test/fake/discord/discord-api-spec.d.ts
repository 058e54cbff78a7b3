/** The package has no types for its schemas: those that are asked for. */
declare module "discord-api-spec/zod" {
  import type { ZodType } from "zod";

  export const MessageCreateRequestSchema: ZodType;
  export const MessageEditRequestPartialSchema: ZodType;
  export const CreateTextThreadWithMessageRequestSchema: ZodType;
  export const UpdateThreadRequestPartialSchema: ZodType;
  export const ApplicationCommandUpdateRequestSchema: ZodType;
  export const IncomingWebhookRequestPartialSchema: ZodType;
  export const IncomingWebhookUpdateRequestPartialSchema: ZodType;
  export const CreatePrivateChannelRequestSchema: ZodType;
  export const CreateMessageInteractionCallbackRequestSchema: ZodType;
  export const UpdateMessageInteractionCallbackRequestSchema: ZodType;
  export const ModalInteractionCallbackRequestSchema: ZodType;
}
