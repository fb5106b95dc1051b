package org.hansa.platform.multicloud;

import static org.hansa.platform.multicloud.Town.json;

import java.time.Duration;
import java.util.List;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Grant;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Why;
import org.hansa.platform.api.Contract;

/** A town in which tenant acme is a guest: two sites, of which a contract shares the first. */
final class Inn {

  static final String COMPONENT =
      "{'name':'web','runtime':'process','replicas':1,'requires':{'cpu':1,'memory':'1Gi'}}";

  static final Ref CONTRACT = new Ref(Contract.KIND, "system", "shared");
  static final Ref GRANT = new Ref(Grant.KIND, "system", "to-acme");

  final Town town = new Town();

  Inn() {
    town.site("hall", "{}").host("hall", "one", "{}");
    town.site("annex", "{'price':null}").host("annex", "other", "{}");
    town.put(Tenant.ref("acme"), json("{'guest':true}"));
    town.put(GRANT, json("{'to':'acme','rights':[{'kinds':['Site'],'verbs':['ASK']}]}"));
    contract("{}");
  }

  Inn contract(String patch) {
    String spec =
        "{'guest':'acme','sites':[{'site':'hall','cpu':2,'memory':'4Gi'}],"
            + "'ports':{'first':20050,'last':20059}}";
    town.put(CONTRACT, Town.patched(spec, patch));
    return this;
  }

  Inn application(String... components) {
    town.application("shop", "{}", components);
    return this;
  }

  /** One whose only component is like the usual but for this. */
  Inn asking(String patch) {
    return application(Town.patched(COMPONENT, patch).toString());
  }

  Inn run() {
    town.run();
    return this;
  }

  Inn delete(Ref ref) {
    town.drive.change(Change.Delete.of(ref));
    return this;
  }

  Inn put(Ref ref, String spec) {
    town.drive.change(Change.Put.of(Draft.of(ref, json(spec))));
    return this;
  }

  Inn pass(Duration time) {
    town.drive.pass(time);
    return this;
  }

  List<String> places() {
    return town.places("shop.web");
  }

  /** That nothing holds a place, and what the application says of it. */
  String nowhere() {
    if (town.reservations() > 0 || !places().isEmpty()) {
      throw new AssertionError("still placed: " + places());
    }
    Condition placed = town.placed("shop");
    if (placed.state() == Condition.State.TRUE) {
      throw new AssertionError("said to be placed: " + placed);
    }
    return placed.message();
  }

  /** Constraints by which a host or site refused, as {@code contract hall}. */
  List<String> refusals() {
    return town.whys().stream()
        .filter(w -> !w.isChosen())
        .map(w -> w.constraint() + " " + w.candidate().name())
        .distinct()
        .toList();
  }

  Why refusal(String constraint) {
    return town.whys().stream()
        .filter(w -> w.constraint().equals(constraint))
        .findFirst()
        .orElseThrow(() -> new AssertionError(constraint + " refused nothing: " + town.whys()));
  }
}
