/**
 * Changes of items, out of DynamoDB streams and Kinesis streams, into tables of SQL databases.
 * {@code ChangesHandler} is the entry point: it reads the records of a batch, keeps the newest
 * change of each key, and writes their rows with one statement that no older change can win.
 */
package objectledger.changes;
