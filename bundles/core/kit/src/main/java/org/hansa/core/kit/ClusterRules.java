package org.hansa.core.kit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.cluster.ClusterFacet;
import org.hansa.core.driver.cluster.ClusterSpec;
import org.hansa.core.driver.cluster.ClusterState;

/** Clusters. */
final class ClusterRules {

  private ClusterRules() {}

  static List<Rule> all() {
    return List.of(
        rule("cluster-pools", "Each pool has the workers that it is to have.", ClusterRules::pools),
        rule(
            "cluster-version",
            "An older version is INVALID, and the cluster stays as it was.",
            ClusterRules::version),
        rule("cluster-access", "What stands can be administered.", ClusterRules::access),
        rule(
            "cluster-access-unknown",
            "What is not there cannot: NOT_FOUND.",
            ClusterRules::unknown));
  }

  private static Rule rule(String id, String sentence, Rule.Check check) {
    return Rule.of(ClusterFacet.NAME, id, sentence, check);
  }

  private static Tried<ClusterSpec, ClusterState> tried(Stage stage) {
    return stage.tried(stage.need(ClusterFacet.class));
  }

  private static void pools(Stage stage) {
    Tried<ClusterSpec, ClusterState> tried = tried(stage);
    Trial<ClusterSpec> trial = tried.trial();
    String uid = tried.made(trial.spec());
    for (ClusterSpec spec : List.of(trial.spec(), trial.changed())) {
      tried.settle(uid, spec);
      ClusterState state = tried.agreed(uid, spec);
      for (ClusterSpec.Pool pool : spec.pools()) {
        int ready = state.ready().getOrDefault(pool.name(), 0);
        Broken.unless(ready == pool.count(), pool.name() + " has " + ready + " of " + pool.count());
      }
    }
  }

  private static void version(Stage stage) {
    Tried<ClusterSpec, ClusterState> tried = tried(stage);
    ClusterSpec spec = tried.trial().spec();
    String[] numbers = spec.version().split("\\.", -1);
    String older = numbers[0] + "." + (Integer.parseInt(numbers[1]) - 1);
    ClusterSpec fallen = new ClusterSpec(spec.name(), older, spec.pools(), spec.network());
    Fixed.refuses(tried, spec, fallen, Set.of(Reason.INVALID));
  }

  private static void access(Stage stage) {
    ClusterFacet facet = stage.need(ClusterFacet.class);
    Tried<ClusterSpec, ClusterState> tried = tried(stage);
    ClusterSpec spec = tried.trial().spec();
    String uid = tried.made(spec);
    tried.agreed(uid, spec);
    Broken.unless(!facet.access(uid, tried.soon()).isBlank(), "the kubeconfig is empty");
  }

  private static void unknown(Stage stage) {
    ClusterFacet facet = stage.need(ClusterFacet.class);
    Tried<ClusterSpec, ClusterState> tried = tried(stage);
    Optional<Reason> refusal = Tried.refusal(() -> facet.access(tried.uid(), tried.soon()));
    Broken.unless(refusal.equals(Optional.of(Reason.NOT_FOUND)), "it " + Words.came(refusal));
  }
}
