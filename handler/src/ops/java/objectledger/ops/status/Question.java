package objectledger.ops.status;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * A question about one thing of the stack, which some calls of AWS answer.
 *
 * @param part of the screen on which its rows are
 * @param name of the thing
 * @param rows asks it
 */
record Question(Part part, String name, Callable<List<Row>> rows) {}
