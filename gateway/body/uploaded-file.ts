/** A file of a multipart body, stored in a temporary file until the request ends. */
export type UploadedFile = {
  /** The form field that contained the file. */
  field: string;
  filename: string;
  type: string;
  size: number;
  sha256: string;
  path: string;
};

/** A body that was read: the JSON value or the fields of a form, and its files. */
export type RequestBody = {
  value: unknown;
  files: readonly UploadedFile[];
  /** Removes the temporary files. */
  dispose(): Promise<void>;
};
