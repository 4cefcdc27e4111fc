/**
 * Bounds the nesting of a text before a parser recurses over it. Native `oxc-parser` overflows its stack on some
 * hundreds of nested brackets (on the 1 MB that a Windows process or a small thread has; thousands on 8 MB), and takes
 * the process with it: nothing can catch that.
 *
 * The scan reads tokens, not grammar. It adds up what is open at each token: a price for every open bracket, template
 * and JSX element, and for every operator since the last boundary inside each of them, since `!!!!a`, `a=>a=>a` and
 * `a?b:a?b:c` nest without a bracket. It is linear, and where a text is ambiguous it may take a regular expression for
 * a division; that shifts the sum by a few levels, never by hundreds.
 */

/**
 * Prices, set at about half of the length at which oxc-parser 0.154.0 overflows a stack of 1 MB: 475 to 700 for the
 * brackets of expressions and functions, 725 for type arguments, 1,200 for arrows, 1,550 for conditionals, 2,000 for
 * keywords before operands, heads of statements, assignments, labels and JSX, over 4,400 for other operators. (Of these last,
 * recursive JavaScript takes only 2,000 to 4,000, but that is an error which can be caught.)
 */
const LIMIT = 3000;
const BRACKET = 10;
const TYPE_ARGUMENT = 8;
const ARROW = 4;
const CONDITIONAL = 3;
const ELEMENT = 3;
const PREFIX = 3;
const OPERATOR = 1;
/** A union of types does not nest, and generated ones are long; 8,800 of `a|a|…` overflow. */
const UNION = 0.4;

/** What a word means to nesting and to the meaning of the `/` after it. */
const enum Word {
  Operand,
  /** Nests what follows it: an operator before its operand, or the head of a statement. */
  Prefix,
  /** Continues the statement before it, even after `;` or `}`. */
  Continuation,
  /** Begins a clause wherever it stands. */
  Clause,
  /** Between operands, or before one that it does not nest: `in`, `return`. */
  Infix,
}

const words = (kind: Word, list: string): [string, Word][] => list.split(' ').map((word) => [word, kind]);

/** `class` costs twice: `class extends class extends …`. */
const WORDS = new Map<string, Word>([
  ...words(Word.Prefix, 'class do typeof void delete await yield new if for while with keyof readonly infer unique abstract extends throw'),
  ...words(Word.Continuation, 'else catch finally'),
  ...words(Word.Clause, 'case default'),
  ...words(Word.Infix, 'in of instanceof as satisfies return is asserts'),
]);

/** The words whose `(…)` a statement follows. */
const HEADS = new Set(['if', 'for', 'while', 'with']);

/** What the token before was, as far as it tells a new statement, a block, or the meaning of `/`. */
const enum After {
  /** The start, `;`, or the end of a block: a new statement, unless `else` and the like continue the old one. */
  Boundary,
  Operand,
  Operator,
  /** `if (…)`, `else`, `do`: a statement that belongs to it. */
  Head,
}

/** Classes of ASCII characters; everything above is part of a name. */
const enum Char {
  Space,
  Line,
  Name,
  Other,
}

const CLASSES = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code === 10 || code === 13) return Char.Line;
  if (code <= 32) return Char.Space;
  return /[\w$]/.test(String.fromCharCode(code)) ? Char.Name : Char.Other;
});

/** `NaN`, behind the end of a text, is `Other`. */
const classOf = (code: number): number => (code > 127 ? Char.Name : (CLASSES[code] ?? Char.Other));

const enum Code {
  Newline = 10,
  Bang = 33,
  DoubleQuote = 34,
  Dollar = 36,
  And = 38,
  Quote = 39,
  Paren = 40,
  CloseParen = 41,
  Star = 42,
  Plus = 43,
  Comma = 44,
  Minus = 45,
  Dot = 46,
  Slash = 47,
  Colon = 58,
  Semicolon = 59,
  Less = 60,
  Equals = 61,
  Greater = 62,
  Question = 63,
  Square = 91,
  Backslash = 92,
  CloseSquare = 93,
  Backtick = 96,
  Brace = 123,
  Or = 124,
  CloseBrace = 125,
}

/** Words that a string may follow without a space, and that are names elsewhere. */
const QUOTED = new Set(['from', 'import', 'static', 'get', 'set', 'async']);

/** Which two letters begin a word that matters: most names are told from them without being cut out. */
const pairOf = (first: number, second: number): number => ((first & 127) << 7) | (second & 127);
const BEGINNINGS = new Uint8Array(1 << 14);
for (const word of [...WORDS.keys(), ...HEADS, ...QUOTED]) BEGINNINGS[pairOf(word.charCodeAt(0), word.charCodeAt(1))] = 1;

/** What is open: a bracket by its code, `Code.Dollar` for `${`, `Code.Backtick` for template text, `Code.Less` for a JSX element. */
interface Level {
  readonly opener: number;
  /** Price of the opener, and of the operators since the last boundary in it. */
  sum: number;
  readonly price: number;
  /** How many `<` are open, and what the sum was before the first of them. */
  typeArguments: number;
  before: number;
  /** What its end is to the token behind it. */
  readonly end: After;
}

/** Whether a text nests deeper than a parser's stack surely takes. `jsx`: whether `<a>` may be an element. */
export function isTooDeep(text: string, jsx = true): boolean {
  if (text.length < LIMIT / BRACKET) return false;
  const scan = new NestingScan(text, jsx);
  const isDeep = scan.run();
  // An open end shows that the scan lost its way, in JSX text with a lone ` perhaps: count all brackets instead.
  return isDeep || (scan.endsInside && rawDepth(text) > LIMIT / BRACKET);
}

function rawDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === Code.Paren || code === Code.Brace || code === Code.Square) deepest = Math.max(deepest, ++depth);
    else if ((code === Code.CloseParen || code === Code.CloseBrace || code === Code.CloseSquare) && depth > 0) depth--;
  }
  return deepest;
}

class NestingScan {
  #at = 0;
  #sum = 0;
  #after: After = After.Boundary;
  #afterLine = false;
  #lastWord = '';
  #top: Level = { opener: 0, sum: 0, price: 0, typeArguments: 0, before: 0, end: After.Boundary };
  readonly #levels: Level[] = [];
  endsInside = false;

  constructor(
    readonly text: string,
    readonly jsx: boolean,
  ) {}

  run(): boolean {
    const { text } = this;
    for (;;) {
      const code = this.#nextCode();
      if (this.#at >= text.length) break;
      if (classOf(code) === Char.Name) this.#word(code);
      else this.#punctuation(code);
      if (this.#sum > LIMIT) return true;
    }
    this.endsInside ||= this.#top.opener === Code.Backtick;
    return false;
  }

  /** Skips white space. */
  #nextCode(): number {
    const { text } = this;
    let at = this.#at;
    let code = text.charCodeAt(at);
    for (let kind = classOf(code); kind <= Char.Line; kind = classOf(code)) {
      if (kind === Char.Line) this.#afterLine = true;
      code = text.charCodeAt(++at);
    }
    this.#at = at;
    return code;
  }

  #word(first: number): void {
    const { text } = this;
    const start = this.#at;
    let end = start + 1;
    while (classOf(text.charCodeAt(end)) === Char.Name) end++;
    this.#at = end;
    const word = end - start < 11 && BEGINNINGS[pairOf(first, text.charCodeAt(start + 1))] ? text.slice(start, end) : '';
    const kind = (word && this.text.charCodeAt(start - 1) !== Code.Dot && WORDS.get(word)) || Word.Operand;
    if (kind === Word.Clause) this.#reset();
    else if (kind === Word.Operand || kind === Word.Prefix) this.#operand();
    if (kind === Word.Prefix) this.#add(word === 'class' ? 2 * PREFIX : PREFIX);
    if (kind === Word.Infix) this.#add(OPERATOR);
    this.#lastWord = word;
    this.#now(kind === Word.Operand ? After.Operand : kind === Word.Continuation || word === 'do' ? After.Head : After.Operator);
  }

  /** An operand begins: on a new line after another, that is a new statement. */
  #operand(): void {
    if (this.#after === After.Boundary || (this.#afterLine && this.#after === After.Operand)) this.#reset();
  }

  #now(after: After): void {
    this.#after = after;
    this.#afterLine = false;
  }

  #punctuation(code: number): void {
    switch (code) {
      case Code.Quote:
      case Code.DoubleQuote:
        return this.#string(code);
      case Code.Slash:
        return this.#slash();
      case Code.Paren:
      case Code.Square:
      case Code.Brace:
        return this.#open(code);
      case Code.CloseParen:
      case Code.CloseSquare:
      case Code.CloseBrace:
        return this.#close();
      case Code.Backtick:
        return this.#template();
      case Code.Semicolon:
        return this.#semicolon();
      case Code.Dot:
        return this.#dot();
      default:
        return this.#operator(code);
    }
  }

  #semicolon(): void {
    this.#at++;
    this.#now(After.Boundary);
  }

  /** Most operators are this one. */
  #dot(): void {
    this.#at++;
    this.#add(OPERATOR);
    this.#now(After.Operator);
  }

  #operator(code: number): void {
    const start = this.#at++;
    const wasOperand = this.#after === After.Operand;
    if (this.#after === After.Boundary) this.#reset();
    let after = After.Operator;
    if (code === Code.Comma) this.#comma();
    else if (code === Code.Less) this.#less(wasOperand);
    else if (code === Code.Greater) after = this.#greater();
    else if (this.#isPostfix(code, wasOperand)) after = After.Operand;
    else if (code === Code.Equals && this.text.charCodeAt(start + 1) === Code.Greater) this.#arrow();
    else this.#joint(code, wasOperand);
    this.#now(after);
  }

  /** Type arguments, and what stands before them, go on behind a comma: `A<B, A<B, …`. Nothing else does. */
  #comma(): void {
    const { typeArguments, before, price } = this.#top;
    this.#forget(typeArguments > 0 ? before + typeArguments * TYPE_ARGUMENT : price);
  }

  #arrow(): void {
    this.#at++;
    this.#add(ARROW);
  }

  /** `a!` and `a++`, so that a `/` behind them divides. */
  #isPostfix(code: number, wasOperand: boolean): boolean {
    if (!wasOperand || this.#afterLine) return false;
    const next = this.text.charCodeAt(this.#at);
    if (code === Code.Bang && next !== Code.Equals) {
      this.#add(OPERATOR);
      return true;
    }
    if ((code !== Code.Plus && code !== Code.Minus) || next !== code) return false;
    this.#at++;
    return true;
  }

  /** `=`, `==`, `?`, `??`, `&&`, `+`: one operator, of one or several equal characters. */
  #joint(code: number, wasOperand: boolean): void {
    const start = this.#at;
    if (code === Code.Equals || code === Code.Question || code === Code.And || code === Code.Or) while (this.text.charCodeAt(this.#at) === code) this.#at++;
    const isLong = this.#at > start;
    // No type goes on behind `&&` or `==`, so that the `<` before it compared.
    if (isLong) this.#compared();
    const isConditional = code === Code.Question && !isLong && this.text.charCodeAt(this.#at) !== Code.Dot;
    const nests = code === Code.Colon || (code === Code.Equals && !isLong) || !wasOperand;
    this.#add(isConditional ? CONDITIONAL : nests ? PREFIX : isLong || (code !== Code.Or && code !== Code.And) ? OPERATOR : UNION);
  }

  #compared(): void {
    this.#add(-this.#top.typeArguments * TYPE_ARGUMENT);
    this.#top.typeArguments = 0;
  }

  #less(wasOperand: boolean): void {
    const next = this.text.charCodeAt(this.#at);
    if (next === Code.Slash) this.#endElement();
    else if (next === Code.Less || next === Code.Equals) {
      this.#at++;
      this.#add(OPERATOR);
    } else if (this.jsx && (!wasOperand || this.#top.opener === Code.Less)) this.#push(Code.Less, ELEMENT, After.Operand);
    else this.#openTypeArguments();
  }

  #openTypeArguments(): void {
    if (this.#top.typeArguments++ === 0) this.#top.before = this.#top.sum;
    this.#add(TYPE_ARGUMENT);
  }

  #endElement(): void {
    this.#at++;
    if (this.#top.opener === Code.Less) this.#pop();
  }

  #greater(): After {
    if (this.#top.opener === Code.Less && this.#top.typeArguments === 0) return After.Operator;
    // `a<b>a<b>…` is a chain of comparisons as well.
    this.#add(OPERATOR);
    if (this.#top.typeArguments === 0) return After.Operator;
    this.#top.typeArguments--;
    this.#add(-TYPE_ARGUMENT);
    return After.Operand;
  }

  #open(code: number): void {
    if (code === Code.Brace || this.#after === After.Boundary) this.#operand();
    this.#at++;
    this.#push(code, BRACKET, this.#endOf(code));
    this.#now(code === Code.Brace ? After.Boundary : After.Operator);
  }

  #endOf(opener: number): After {
    if (opener === Code.Brace) return this.#after === After.Operator ? After.Operand : After.Boundary;
    return opener === Code.Paren && this.#after === After.Operator && HEADS.has(this.#lastWord) ? After.Head : After.Operand;
  }

  #close(): void {
    this.#at++;
    while (this.#top.opener === Code.Less) this.#pop();
    if (this.#levels.length === 0) return;
    const { opener, end } = this.#top;
    this.#pop();
    this.#now(end);
    if (opener === Code.Dollar) this.#templateText();
    else if (end === After.Operand) this.#add(OPERATOR);
  }

  #string(quote: number): void {
    // "Don't" in the text of an element; in code, no quote follows a name.
    const isApostrophe = this.#after === After.Operand && this.#isBehindName() && !QUOTED.has(this.#lastWord);
    this.#operand();
    this.#at++;
    if (!isApostrophe) this.#skipString(quote);
    this.#now(After.Operand);
  }

  #isBehindName(): boolean {
    return this.#at > 0 && classOf(this.text.charCodeAt(this.#at - 1)) === Char.Name;
  }

  #skipString(quote: number): void {
    while (this.#at < this.text.length) {
      const code = this.text.charCodeAt(this.#at++);
      if (code === quote || code === Code.Newline) return;
      if (code === Code.Backslash) this.#at++;
    }
  }

  #template(): void {
    if (this.#after === After.Operand) this.#add(OPERATOR);
    else this.#operand();
    this.#at++;
    this.#push(Code.Backtick, 0, After.Operand);
    this.#templateText();
  }

  #templateText(): void {
    const { text } = this;
    while (this.#at < text.length) {
      const code = text.charCodeAt(this.#at++);
      if (code === Code.Backslash) this.#at++;
      else if (code === Code.Backtick) {
        this.#pop();
        return this.#now(After.Operand);
      } else if (code === Code.Dollar && text.charCodeAt(this.#at) === Code.Brace) {
        this.#at++;
        this.#push(Code.Dollar, BRACKET, After.Operand);
        return this.#now(After.Operator);
      }
    }
  }

  #slash(): void {
    const next = this.text.charCodeAt(this.#at + 1);
    if (next === Code.Slash) this.#at = this.#endOfComment('\n', 0);
    else if (next === Code.Star) this.#at = this.#endOfComment('*/', 2);
    else if (next === Code.Greater && (this.#after === After.Operand || this.#top.opener === Code.Less)) {
      this.#at++;
      this.#endElement();
      this.#now(After.Operand);
    } else if (this.#after === After.Operand || !this.#regularExpression()) this.#operator(Code.Slash);
  }

  #endOfComment(end: string, length: number): number {
    const found = this.text.indexOf(end, this.#at + 2);
    if (found >= 0) return found + length;
    this.endsInside ||= length > 0;
    return this.text.length;
  }

  /** Skips a regular expression; false where the line has no end of one. */
  #regularExpression(): boolean {
    let inClass = false;
    for (let i = this.#at + 1; i < this.text.length; i++) {
      const code = this.text.charCodeAt(i);
      if (code === Code.Newline) return false;
      if (code === Code.Backslash) i++;
      else if (code === Code.Square) inClass = true;
      else if (code === Code.CloseSquare) inClass = false;
      else if (code === Code.Slash && !inClass) {
        this.#operand();
        this.#at = i + 1;
        this.#now(After.Operand);
        return true;
      }
    }
    return false;
  }

  #push(opener: number, price: number, end: After): void {
    this.#levels.push(this.#top);
    this.#top = { opener, sum: price, price, typeArguments: 0, before: price, end };
    this.#sum += price;
  }

  #pop(): void {
    this.#sum -= this.#top.sum;
    this.#top = this.#levels.pop() ?? this.#top;
  }

  #add(price: number): void {
    this.#top.sum += price;
    this.#sum += price;
  }

  #reset(): void {
    this.#top.typeArguments = 0;
    this.#forget(this.#top.price);
  }

  #forget(kept: number): void {
    this.#sum -= this.#top.sum - kept;
    this.#top.sum = kept;
  }
}
