/** What stands for bytes that are no text. */
const broken = '\ufffd';

/**
 * Text out of bytes that arrive in any pieces. A byte of 0x80–0x9f that belongs to no letter is the control character of that
 * number, as a terminal that answers with 8-bit controls means it; any other that is no UTF-8 becomes U+FFFD.
 */
export class Utf8 {
  #missing = 0;
  /** Bytes of the letter that has begun: where it turns out to be none, each of them counts. */
  #begun = 0;
  #code = 0;
  #least = 0;

  decode(bytes: Uint8Array): string {
    let text = '';
    for (const byte of bytes) text += this.#take(byte);
    return text;
  }

  /** Whether a letter has begun whose end has not come. */
  get isOpen(): boolean {
    return this.#missing > 0;
  }

  reset(): void {
    this.#missing = 0;
  }

  #take(byte: number): string {
    if (this.#missing > 0) {
      if ((byte & 0xc0) === 0x80) return this.#continued(byte);
      this.#missing = 0;
      return broken.repeat(this.#begun) + this.#take(byte);
    }
    if (byte < 0xa0) return String.fromCharCode(byte);
    if (byte < 0xc2 || byte > 0xf4) return broken;
    this.#missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    this.#begun = 1;
    this.#code = byte & (0x3f >> this.#missing);
    this.#least = [0, 0x80, 0x800, 0x1_0000][this.#missing]!;
    return '';
  }

  #continued(byte: number): string {
    this.#code = (this.#code << 6) | (byte & 0x3f);
    this.#missing -= 1;
    this.#begun += 1;
    if (this.#missing > 0) return '';
    const isText = this.#code >= this.#least && this.#code <= 0x10ffff && (this.#code & 0xff_f800) !== 0xd800;
    return isText ? String.fromCodePoint(this.#code) : broken.repeat(this.#begun);
  }
}
