/** The name under which a document holds its file. */
export const holderOf = (document_id: string): string => `platform.document:${document_id}`;
