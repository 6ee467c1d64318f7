package objectledger.ops.backfill;

import java.util.ArrayList;
import java.util.List;
import objectledger.ops.Alias;
import objectledger.ops.Interruption;
import objectledger.ops.Rate;
import objectledger.ops.Refused;
import objectledger.ops.Wait;

/** Has the function record objects, and again those that it could not record just then. */
final class JobCaller {
  private static final int TRIES = 6;

  private final Alias alias;
  private final String bucket;
  private final Rate rate;
  private final Wait wait;
  private final Interruption interruption;

  JobCaller(Alias alias, String bucket, Rate rate, Wait wait, Interruption interruption) {
    this.alias = alias;
    this.bucket = bucket;
    this.rate = rate;
    this.wait = wait;
    this.interruption = interruption;
  }

  /** How it went with each; with none, where it was interrupted before all were tried. */
  List<JobCall.Result> record(List<Listing.Item> items) {
    var done = new ArrayList<JobCall.Result>();
    var left = items;
    for (var tries = 1; !interruption.isAsked(); tries++) {
      rate.take(left.size());
      var again = new ArrayList<Listing.Item>();
      for (var result : call(left)) {
        if (result.code() == JobCall.Code.TEMPORARY && tries < TRIES) {
          again.add(result.item());
        } else {
          done.add(result);
        }
      }
      if (again.isEmpty()) {
        return done;
      }
      left = again;
      wait.after(tries);
    }
    return List.of();
  }

  private List<JobCall.Result> call(List<Listing.Item> items) {
    try {
      return JobCall.results(items, alias.invoke(JobCall.payload(bucket, items)));
    } catch (Refused e) {
      // Lambda would refuse the others, too.
      interruption.ask();
      throw e;
    }
  }
}
