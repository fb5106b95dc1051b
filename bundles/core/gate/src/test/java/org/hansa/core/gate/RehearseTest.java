package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hansa.core.gate.House.ADA;
import static org.hansa.core.gate.House.ADMIN;
import static org.hansa.core.gate.House.account;
import static org.hansa.core.gate.House.app;
import static org.hansa.core.gate.House.put;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Problem.Reason;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would be done, and is not. */
class RehearseTest {

  private static final Ref SHOP = Ref.parse("Application/demo/shop");

  private static final Change.Put CHANGED =
      put(SHOP.toString(), "{\"components\":[{\"name\":\"web2\",\"runtime\":\"process\"}]}");

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void open() {
    house = new House(folder);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Snapshot would(Principal who, Change... changes) {
    return house.gate.rehearse(Request.of(who, "test", "try", List.of(changes)));
  }

  private Problem refused(Principal who, Change... changes) {
    return catchThrowableOfType(Problem.class, () -> would(who, changes));
  }

  private long audited() {
    return house.entries(Entry.AUDIT).size();
  }

  @Test
  void whatWouldStandIsSaidAndNothingIsDone() {
    house.as(ADA, app("shop"));
    Snapshot before = house.store.snapshot();
    long audited = audited();
    Snapshot after = would(ADA, CHANGED, app("other"), Change.Delete.of(SHOP));
    assertThat(after.get(SHOP)).isEmpty();
    Optional<Resource> other = after.get(Ref.parse("Application/demo/other"));
    assertThat(other).hasValueSatisfying(r -> assertThat(r.revision()).isZero());
    assertThat(house.store.snapshot().revision()).isEqualTo(before.revision());
    assertThat(house.store.snapshot().get(SHOP)).isEqualTo(before.get(SHOP));
    assertThat(audited()).isEqualTo(audited);
  }

  @Test
  void itIsRefusedAsInEarnest() {
    house.as(ADMIN, put("Tenant/system/demo", "{\"quota\":{\"Application\":1}}"));
    house.as(ADA, app("shop"));
    long revision = house.store.snapshot().get(SHOP).orElseThrow().revision();
    Change[][] wrong = {
      {put("Application/other/x", "{\"components\":[]}")},
      {put("Application/demo/shop", "{\"componets\":[]}")},
      {app("second")},
      {new Change.Put(CHANGED.draft(), Optional.of(revision + 1))},
      {new Change.Put(CHANGED.draft(), Optional.of(0L))},
      {Change.Delete.of(Ref.parse("Application/demo/none"))},
    };
    Reason[] reasons = {
      Reason.FORBIDDEN,
      Reason.INVALID,
      Reason.CONFLICT,
      Reason.PRECONDITION,
      Reason.PRECONDITION,
      Reason.NOT_FOUND
    };
    for (int i = 0; i < wrong.length; i++) {
      Problem tried = refused(ADA, wrong[i]);
      assertThat(tried.reason()).isEqualTo(reasons[i]);
      assertThat(house.refused(ADA, wrong[i]).line()).isEqualTo(tried.line());
    }
  }

  @Test
  void aRefusalIsRecorded() {
    refused(ADA, put("Application/other/x", "{\"components\":[]}"));
    assertThat(house.refusals())
        .singleElement()
        .satisfies(
            (Entry line) -> {
              assertThat(line.actor()).isEqualTo(ADA.name());
              assertThat(line.cause()).isEqualTo("try");
              assertThat(line.body().tree().get("decision").asText()).isEqualTo("refused");
            });
  }

  @Test
  void rightsAreThoseOfNow() {
    house.as(ADMIN, account("demo/lea", "use-case-administrator"));
    Principal lea = house.gate.account("user:lea@demo");
    assertThat(would(lea, app("shop")).get(SHOP)).isPresent();
    house.as(ADMIN, account("demo/lea", "auditor"));
    assertThat(refused(lea, app("shop")).reason()).isEqualTo(Reason.FORBIDDEN);
  }
}
