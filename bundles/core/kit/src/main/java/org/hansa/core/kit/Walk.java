package org.hansa.core.kit;

import java.util.Optional;
import java.util.stream.Stream;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Facet;
import org.hansa.core.driver.Inventory;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.workload.MeterFacet;

/** Calls whatever there is, so that something is seen of each call. */
final class Walk {

  private Walk() {}

  /** What fails on the way is another rule's, unless the watch saw it. */
  static void through(Stage stage) {
    try {
      all(stage);
    } catch (Broken | DriverException | Unmet e) {
      stage.clean();
    }
  }

  private static void all(Stage stage) {
    stage.driver().id();
    stage.driver().version();
    stage.ours().session().capabilities();
    for (Inventory<?> inventory : stage.ours().all(Inventory.class)) {
      inventory.all(stage.ground().soon());
    }
    if (!stage.ours().all(Facet.class).isEmpty()) {
      stage.each(Walk::life);
    }
    stage.reopened();
    Stream.of(stage.subject().elsewhere(), stage.subject().denied())
        .flatMap(Optional::stream)
        .forEach(place -> failing(stage, stage.open(place, stage.ground().ours())));
  }

  /** Only what is said of it is of interest. */
  private static void failing(Stage stage, Opened session) {
    String uid = stage.ground().uid();
    stage.ground().asked(session.installation(), uid);
    session
        .all(Facet.class)
        .forEach(facet -> Tried.refusal(() -> facet.observe(uid, stage.ground().soon())));
    session
        .all(Inventory.class)
        .forEach(found -> Tried.refusal(() -> found.all(stage.ground().soon())));
  }

  private static <S extends Record, O extends Record> void life(Tried<S, O> tried) {
    tried.facet().settle();
    Trial<S> trial = tried.trial();
    tried.facet().expect(trial.spec());
    tried.observe(tried.uid());
    String uid = tried.made(trial.spec());
    tried.settle(uid, trial.changed());
    tried.listed();
    Optional<MeterFacet> meter = tried.stage().ours().find(MeterFacet.class);
    meter.ifPresent(m -> m.read(uid, tried.soon()));
    for (Nonsense.Spec<S> nonsense : Nonsense.of(trial.spec())) {
      Tried.refusal(() -> tried.apply(tried.uid(), nonsense.spec()));
    }
    tried.gone(uid);
  }
}
