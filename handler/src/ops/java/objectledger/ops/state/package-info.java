/**
 * Prints what a bucket had at a time, or what changed in it between two times, from the journal.
 * {@link objectledger.ops.state.StateCommand} reads the settings and asks an engine of {@link
 * objectledger.ops.query}; each {@link objectledger.ops.state.RowFormat} prints the answer.
 */
package objectledger.ops.state;
