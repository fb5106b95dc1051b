package org.hansa.core.testing.store;

import static org.hansa.core.testing.store.StoreContract.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.hansa.core.testing.store.StoreContract.Rule;
import org.hansa.core.testing.store.StoreContract.Subject;

/** States of the past. */
final class PastRules {

  private static final int NAMES = 12;
  private static final int COMMITS = 80;
  private static final Pattern NUMBER = Pattern.compile("([0-9]+)[^0-9]*$");

  private PastRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule("past", "A retained revision is read as it stood.", PastRules::retained),
        new Rule("past-oldest", "Also the oldest, and none before it.", PastRules::oldest),
        new Rule("past-future", "Nobody reads what is yet to come.", PastRules::future));
  }

  private static Transaction random(Random random, int commit) {
    List<Resource> puts = new ArrayList<>();
    List<Ref> removes = new ArrayList<>();
    for (int n = 0; n < NAMES; n++) {
      int dice = random.nextInt(20);
      if (dice == 0) {
        removes.add(Probe.ref("p" + n));
      } else if (dice == 1) {
        // Another of the same name.
        Resource like = Probe.thing("p" + n, commit);
        puts.add(
            Resource.fresh(
                Draft.of(like.ref(), like.spec()),
                "another-" + commit,
                Probe.second(commit),
                Optional.empty()));
      } else if (dice < 4) {
        puts.add(Probe.thing("p" + n, commit));
      }
    }
    return new Transaction(
        puts, removes, List.of(Probe.entry("p", commit, "at least this")), Map.of());
  }

  /** By revision. */
  private static NavigableMap<Long, Snapshot> written(Store store, int commits) {
    NavigableMap<Long, Snapshot> states = new TreeMap<>();
    Snapshot start = Probe.put(store, "untouched", 1);
    states.put(start.revision(), start);
    Random random = new Random(commits);
    for (int n = 0; n < commits; n++) {
      int commit = n;
      Snapshot after = store.transact(s -> random(random, commit));
      states.put(after.revision(), after);
    }
    return states;
  }

  private static void same(Snapshot found, Snapshot stood) {
    require(
        found.revision() == stood.revision(),
        "asked for " + stood.revision() + " it is at " + found.revision());
    List<Resource> all = found.list("Thing").toList();
    List<Resource> expected = stood.list("Thing").toList();
    require(
        all.equals(expected),
        "at " + stood.revision() + " stood " + expected + ", and it is told that " + all);
    expected.forEach(
        r -> require(found.get(r.ref()).equals(Optional.of(r)), r.ref() + " is not found by name"));
  }

  private static void retained(Subject subject) throws Exception {
    NavigableMap<Long, Snapshot> states = written(subject.store(), COMMITS);
    for (Store view : StoreContract.views(subject)) {
      states.forEach((revision, stood) -> same(view.snapshotAt(revision), stood));
    }
    Store again = subject.reopen();
    states.forEach((revision, stood) -> same(again.snapshotAt(revision), stood));
  }

  private static void oldest(Subject subject) throws Exception {
    NavigableMap<Long, Snapshot> states = written(subject.store(), 3 * subject.retained());
    for (int twice = 0; twice < 2; twice++) {
      Store store = twice == 0 ? subject.store() : subject.reopen();
      Optional<Problem> refused = refusal(store, states.firstKey());
      require(
          refused.filter(p -> p.reason() == Problem.Reason.EXHAUSTED).isPresent(),
          "what was dropped can be read: " + refused);
      Matcher number = NUMBER.matcher(refused.get().getMessage());
      require(number.find(), "the oldest is not told by " + refused.get().getMessage());
      long oldest = Long.parseLong(number.group(1));
      require(oldest > states.firstKey(), "the oldest is " + oldest + ", and could not be read");
      require(refusal(store, oldest - 1).isPresent(), "there is an older one than " + oldest);
      states.tailMap(oldest).forEach((revision, stood) -> same(store.snapshotAt(revision), stood));
    }
  }

  private static Optional<Problem> refusal(Store store, long revision) {
    try {
      store.snapshotAt(revision);
      return Optional.empty();
    } catch (Problem e) {
      return Optional.of(e);
    }
  }

  private static void future(Subject subject) {
    Snapshot newest = Probe.put(subject.store(), "a", 1);
    for (Store view : StoreContract.views(subject)) {
      same(view.snapshotAt(newest.revision()), newest);
      Optional<Problem> refused = refusal(view, newest.revision() + 1);
      require(
          refused.filter(p -> p.reason() == Problem.Reason.INVALID).isPresent(),
          "a revision that is not there yet can be read: " + refused);
      require(
          refusal(view, -1).filter(p -> p.reason() == Problem.Reason.INVALID).isPresent(),
          "a revision before the first can be read");
    }
  }
}
