/** How a document names its file. */
export const holderOf = (document_id: string): string => `platform.document:${document_id}`;
