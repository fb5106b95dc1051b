package org.hansa.platform.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Grant;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Tenant;
import org.hansa.platform.api.Contract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What listens for a guest has a port of its contract, and is ended with that. */
class GuestTest extends Street {

  private static final Ref GRANT = new Ref(Grant.KIND, "system", "acme");
  private static final Ref CONTRACT = new Ref(Contract.KIND, "system", "shared");

  @BeforeEach
  void acmeIsAGuest() {
    put(Tenant.ref("acme"), json("{'guest':true}"));
    put(GRANT, json("{'to':'acme','rights':[{'kinds':['Site'],'verbs':['ASK']}]}"));
    ports(20_002, 20_002);
  }

  private void ports(int first, int last) {
    put(
        CONTRACT,
        json(
            "{'guest':'acme','sites':[{'site':'here'}],'ports':{'first':%d,'last':%d}}"
                .formatted(first, last)));
  }

  @Test
  void aPortIsOfTheContract() {
    drive.run();

    assertThat(port().orElseThrow().keys()).containsExactly("tcp/20002");
    assertThat(forward().port()).isEqualTo(20_002);
  }

  @Test
  void whereTheContractHasNoneThereIsNone() {
    ports(20_000, 20_000);
    drive.run();

    assertThat(port()).isEmpty();
    assertThat(ready().reason()).isEqualTo("NoPort");
    assertThat(ready().message()).contains("between 20000 and 20000");
  }

  @Test
  void whatListensIsEndedWithTheContractAndItsPortIsFree() {
    drive.run();
    drive.delete(CONTRACT);
    workload("web");
    workload("db");
    drive.run();

    assertThat(outside.objects()).isEmpty();
    assertThat(port()).isEmpty();
    assertThat(ready().state()).isEqualTo(Condition.State.FALSE);
  }

  @Test
  void whatListensIsEndedWithTheGrantWhereverItsComponentsAre() {
    drive.run();
    drive.delete(GRANT).run();

    assertThat(outside.objects()).isEmpty();
    assertThat(port()).isEmpty();
  }

  @Test
  void whatListensMovesIntoTheContractsPorts() {
    drive.run();
    ports(20_001, 20_001);
    drive.run();

    assertThat(forward().port()).isEqualTo(20_001);
    assertThat(ready().state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void othersKeepOutOfTheContractsPorts() {
    put(Tenant.ref("acme"), json("{}"));
    ports(20_001, 20_001);
    drive.run();

    assertThat(forward().port()).isEqualTo(20_002);
    assertThat(status().address()).isEqualTo(Optional.of("http://one:20002"));
  }
}
