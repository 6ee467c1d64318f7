/**
 * Prints the functions' lines as a person reads them. {@link objectledger.ops.logs.LogsCommand} is
 * the command; {@link objectledger.ops.logs.LogGroup} reads the lines of one function page by page;
 * {@link objectledger.ops.logs.LogLine} is one of them; {@link objectledger.ops.logs.LogFollower}
 * goes on, and loses and repeats none.
 */
package objectledger.ops.logs;
