/**
 * Commands for the tables that changes are written into. {@link
 * objectledger.ops.changes.TableCommand} prints or runs the statement that creates one; {@link
 * objectledger.ops.changes.FlightCommand} changes an item of its own and waits for its row. {@link
 * objectledger.ops.changes.DeclaredLabel} is what both know of a label.
 */
package objectledger.ops.changes;
