package objectledger;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random histories for property tests. */
final class Histories {
  private Histories() {}

  /** Short ones on two keys: what goes wrong goes wrong with few actions. */
  static Arbitrary<History> any() {
    var verbs =
        Arbitraries.frequency(
            Tuple.of(4, History.Verb.PUT),
            Tuple.of(1, History.Verb.COPY),
            Tuple.of(2, History.Verb.DELETE),
            Tuple.of(2, History.Verb.DELETE_VERSION),
            Tuple.of(1, History.Verb.TAG));
    return of(verbs, Arbitraries.just(ModelS3.SOURCE), Arbitraries.of("k0", "k1"));
  }

  /** Ones on the same key of two buckets, of which only one may keep versions. */
  static Arbitrary<History> ofTwoBuckets() {
    return of(
        Arbitraries.of(History.Verb.class),
        Arbitraries.of(ModelS3.SOURCE, History.OTHER),
        Arbitraries.just("k0"));
  }

  /** Ones in which the same state of the same object comes back again and again. */
  static Arbitrary<History> backAndForth() {
    return of(
        Arbitraries.of(History.Verb.PUT, History.Verb.DELETE),
        Arbitraries.just(ModelS3.SOURCE),
        Arbitraries.of("k0"));
  }

  private static Arbitrary<History> of(
      Arbitrary<History.Verb> verbs, Arbitrary<String> buckets, Arbitrary<String> keys) {
    var action =
        Combinators.combine(verbs, buckets, keys, Arbitraries.integers().between(0, 11))
            .as(History.Action::new);
    return Combinators.combine(
            Arbitraries.of(ModelS3.Versioning.class),
            action.list().ofMinSize(2).ofMaxSize(10),
            Arbitraries.integers().between(2, 3),
            Arbitraries.longs())
        .as(History::new);
  }
}
