/**
 * The documents function: rows of a table out of a document that a client posted. {@link
 * objectledger.documents.DocumentsHandler} is the entry type. Read {@code Documents}, which stores
 * or refuses one document; {@code DocumentBody} and its streams, which decode and check bytes;
 * {@code DocumentReader}, {@code RowCopier} and {@code RowWriter}, which copy rows; {@code
 * ColumnType} and the conversions; then {@code Ingress}, {@code Lake} and {@code RowsObject}, which
 * call S3.
 *
 * <p>Memory does not grow with a document: it holds one block of it, the parser's longest text, one
 * part of the upload, and a bounded number of names.
 */
package objectledger.documents;
