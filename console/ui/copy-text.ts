/** Copies a text; whether that worked. Browsers give pages that came over plain HTTP no clipboard: the old way still serves those. */
export async function copyText(text: string): Promise<boolean> {
  if (window.isSecureContext) {
    const isCopied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    if (isCopied) return true;
  }
  const field = document.createElement("textarea");
  field.value = text;
  // In a dialog focus may not leave it, so the field stands where the focus is.
  const beside = document.activeElement ?? document.body;
  beside.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  return isCopied;
}
