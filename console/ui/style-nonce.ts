/** What lets style elements past the page's policy; the hub writes a new one into every answer. */
export const styleNonce: string = document.querySelector<HTMLElement>("meta[property=csp-nonce]")?.nonce ?? "";

// The library that stops the page from scrolling behind a dialog looks for it under webpack's name.
Object.assign(globalThis, { __webpack_nonce__: styleNonce });
