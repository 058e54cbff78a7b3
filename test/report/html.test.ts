import fc from "fast-check";
import { expect, test } from "vitest";
import { blockHtml, escaped, textHtml } from "../../src/report/html.ts";

const typed = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "<script>",
    "</script>",
    '"><img src=x onerror=alert(1)>',
    "&lt;",
    "<!--",
    "'",
    "]]>",
    "\ud800",
  ),
);

/** As a browser reads text and attributes that hold numbered references only. */
function read(html: string): string {
  return html.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

test("what somebody typed stays their letters, and is no markup", () => {
  fc.assert(
    fc.property(typed, (letters) => {
      const html = escaped(letters);
      expect(html).not.toMatch(/[<>"']|&(?!#\d+;)/);
      expect(read(html)).toBe(letters.toWellFormed());
    }),
  );
});

test("every kind of text and block has only the elements that it is made of", () => {
  fc.assert(
    fc.property(typed, (letters) => {
      const text = textHtml([
        letters,
        { kind: "strong", text: letters },
        { kind: "quote", text: letters },
        { kind: "link", text: letters, url: `https://example.org/${letters}` },
        { kind: "mention", person: letters, name: letters },
        { kind: "time", at: 0, text: letters },
        { kind: "place", text: letters, channel: letters, thread: null },
      ]);
      expect(text.match(/<\/?\w+/g)).toEqual(["<strong", "</strong", "<q", "</q", "<a", "</a"]);
      const list = blockHtml({ kind: "list", label: letters, items: [[letters]] });
      expect(new Set(list.match(/<\/?\w+/g))).toEqual(
        new Set([...(letters === "" ? [] : ["<h3", "</h3"]), "<ul", "<li", "</li", "</ul"]),
      );
    }),
  );
});

test("a link that is none of the web's is its text alone", () => {
  for (const url of ["javascript:alert(1)", "data:text/html,x", " https://example.org", "//example.org"])
    expect(textHtml([{ kind: "link", text: "here", url }])).toBe("here");
});

test("a chart is a picture with all its values in words", () => {
  const html = blockHtml({
    kind: "chart",
    title: "Fit",
    alt: 'Bus 81 % ("fast")',
    bars: [{ label: "Bus", value: 81, parts: [] }],
  });
  expect(html).toMatch(
    /^<figure role="img" aria-label="Fit: Bus 81 % \(&#34;fast&#34;\)"><div aria-hidden="true"><svg .*<\/svg><\/div><\/figure>$/,
  );
  expect(html).toContain('viewBox="0 0 480 ');
});
