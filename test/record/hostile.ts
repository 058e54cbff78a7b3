/** What people might call themselves, a decision or a reason, to see what becomes of it. */
import * as fc from "fast-check";

const PIECES = [
  ..."\\`*_{}[]()<>#+-.!|~$&^=:;'\"/@ %\t\n\r\u0000\u001b\u0085\u2028\u202e\u200b\ufeff\uffff\ud800é字👩‍💻",
  ...[
    "```",
    "``",
    "~~~",
    "---",
    "***",
    "___",
    "===",
    "# ",
    "## x",
    "> ",
    "- ",
    "- [ ] ",
    "* ",
    "+ ",
    "1. ",
    "1) ",
  ],
  ...[
    "<!--",
    "-->",
    "<b>",
    "</b>",
    "<script>",
    "<?",
    "<![CDATA[",
    "<https://evil.example>",
    "&lt;",
    "&#60;",
    "&copy",
  ],
  ...["[x](https://evil.example)", "![x](y)", "[x]: y", "[^1]", "[[x]]", "](", "javascript:alert(1)"],
  ...[
    "https://evil.example/a_b_(c)?d=e&f=g",
    "http://",
    "www.evil.example",
    "ana@evil.example",
    "mailto:",
    "xmpp:",
  ],
  ...[
    "**x**",
    "__x__",
    "~~x~~",
    "$x$",
    "$$",
    "{{ x }}",
    "| a | b |",
    "|-|-|",
    ":::",
    "@everyone",
    "<!channel>",
  ],
  ...[
    "status: accepted",
    "plumbline: zzzzzzzz",
    "\n---\n",
    "\n# ",
    "\n\n    ",
    "  \n",
    "Ana",
    "a",
    "B",
    "9",
    "word",
  ],
];

export const hostile: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 })
      .map((all) => all.join("")),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1 }) },
);
