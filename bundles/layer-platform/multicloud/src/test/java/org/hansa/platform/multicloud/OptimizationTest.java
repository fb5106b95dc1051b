package org.hansa.platform.multicloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Step;
import org.hansa.platform.api.Optimization;
import org.hansa.platform.api.Optimization.Move;
import org.junit.jupiter.api.Test;

/** Applications together find what none finds alone; it is done when somebody accepts it. */
class OptimizationTest {

  private static final Ref ALL = new Ref(Optimization.KIND, "acme", "all");

  /** A move costs 0.1 and repays within so many hours. */
  private static final String MOVES =
      "{'objective':{'weights':{%s},'moves':{'cost':0.1,'withinHours':%d}}}";

  private static final String DAY = MOVES.formatted("", 24);

  private static String site(String hour) {
    return "{'price':{'currency':'EUR','cpuHour':" + hour + ",'memoryGibHour':0},'energy':null}";
  }

  private static String cpu(int cores) {
    return "{'allocatable':{'cpu':" + cores + "}}";
  }

  private static String web(int cores) {
    return "{'name':'web','runtime':'process','ports':[{'name':'http'}],'requires':{'cpu':"
        + cores
        + "}}";
  }

  private static Town town() {
    return new Town(new Multicloud(), new Deployer(), new Optimizer());
  }

  /** The small one has the cheap place, of 4 cores, and so the big one the dear one, of so many. */
  private static Town exchangeable(int dear, String small, String big) {
    return town()
        .site("cheap", site("0.01"))
        .host("cheap", "c", cpu(4))
        .site("dear", site("0.03"))
        .host("dear", "d", cpu(dear))
        .application("small", small, web(2))
        .run()
        .application("big", big, web(3))
        .run();
  }

  private static Town optimize(Town town, String spec) {
    return town.put(ALL, Town.json(spec)).run();
  }

  private static Optimization.Status status(Town town) {
    return town.drive.get(ALL).status().as(Optimization.Status.class);
  }

  private static Condition ready(Town town) {
    return town.drive.get(ALL).condition(Condition.READY).orElseThrow();
  }

  private static List<String> moves(Town town) {
    return status(town).proposal().stream()
        .flatMap(p -> p.moves().stream())
        .map(m -> m.replica() + ">" + Ref.parse(m.to()).name())
        .toList();
  }

  private static String id(Town town) {
    return status(town).proposal().orElseThrow().id();
  }

  private static List<String> places(Town town) {
    return List.of(town.places("small.web").get(0), town.places("big.web").get(0));
  }

  private static final List<String> BEFORE = List.of("small.web.0=c", "big.web.0=d");
  private static final List<String> AFTER = List.of("small.web.0=d", "big.web.0=c");

  @Test
  void anExchangeIsFoundThatNoMoveAloneWouldBegin() {
    Town town = exchangeable(8, DAY, DAY);
    assertThat(places(town)).isEqualTo(BEFORE);

    optimize(town, "{}");
    assertThat(moves(town)).containsExactly("small.web.0>d", "big.web.0>c");
    Optimization.Proposal proposal = status(town).proposal().orElseThrow();
    assertThat(proposal.savesPerHour()).containsOnlyKeys("EUR");
    assertThat(proposal.savesPerHour().get("EUR")).isEqualByComparingTo("0.02");
    assertThat(proposal.costsOnce().get("EUR")).isEqualByComparingTo("0.2");
    assertThat(proposal.before().moneyPerHour().get("EUR")).isEqualByComparingTo("0.11");
    assertThat(proposal.after().moneyPerHour().get("EUR")).isEqualByComparingTo("0.09");
    assertThat(proposal.after().gramsPerHour()).isEmpty();
    assertThat(proposal.moves())
        .extracting(Move::why)
        .containsExactly(
            "for it makes room for big.web.0, though it costs 0.04 EUR/h more",
            "for it saves 0.06 EUR/h and repays in 1.7 of 24 h");
    assertThat(proposal.moves().get(0).fromSite()).isEqualTo("cheap");
    assertThat(ready(town).reason()).isEqualTo("Proposed");
    assertThat(ready(town).message())
        .isEqualTo(
            "2 moves save 0.02 EUR/h and cost 0.2 EUR once; to have it done set accept to "
                + proposal.id());
  }

  @Test
  void nothingMovesThatNobodyAcceptedAndThenJustThat() {
    Town town = exchangeable(8, DAY, DAY);
    optimize(town, "{}");
    assertThat(places(town)).isEqualTo(BEFORE);
    town.drive.pass(Duration.ofHours(1));
    assertThat(places(town)).isEqualTo(BEFORE);

    String proposed = id(town);
    optimize(town, "{'accept':'000000000000'}");
    assertThat(places(town)).isEqualTo(BEFORE);
    assertThat(ready(town).message())
        .endsWith("accept says 000000000000, which is another: this is " + proposed);

    optimize(town, "{'accept':'" + proposed + "'}");
    assertThat(places(town)).isEqualTo(AFTER);
    assertThat(ready(town)).extracting(Condition::reason).isEqualTo("Moved");
    assertThat(ready(town).message()).isEqualTo("2 of 2 moves done");
    assertThat(status(town).done()).contains(2);
    assertThat(town.slots("big.web").get(0).why())
        .startsWith("moves, for it saves 0.06 EUR/h and repays in 1.7 of 24 h; ");
  }

  @Test
  void whateverIsProposedIsDoneWhereAnyIsAccepted() {
    Town town = optimize(exchangeable(8, DAY, DAY), "{'accept':'any'}");
    assertThat(places(town)).isEqualTo(AFTER);
    assertThat(ready(town).reason()).isEqualTo("Moved");

    // Nothing is better now: it is looked again when its spec changes, and on retry.
    optimize(town, "{'accept':'any','everyHours':2}");
    assertThat(ready(town).reason()).isEqualTo("NothingBetter");
  }

  @Test
  void whatDoesNotRepayIsNotProposed() {
    String hours = MOVES.formatted("", 2);
    Town town = optimize(exchangeable(8, hours, hours), "{'accept':'any'}");

    assertThat(ready(town).reason()).isEqualTo("NothingBetter");
    assertThat(ready(town).message()).isEqualTo("no moves of 2 replicas of 2 applications repay");
    assertThat(places(town)).isEqualTo(BEFORE);
  }

  @Test
  void aRingWithoutRoomToBeginIsLeftOut() {
    Town town = optimize(exchangeable(4, DAY, DAY), "{'accept':'any'}");
    assertThat(ready(town).reason()).isEqualTo("NothingBetter");
    assertThat(places(town)).isEqualTo(BEFORE);
  }

  @Test
  void whoSaysNoMovesIsNeverMoved() {
    Town town = optimize(exchangeable(8, "{}", DAY), "{'accept':'any'}");
    assertThat(places(town)).isEqualTo(BEFORE);
    assertThat(ready(town).reason()).isEqualTo("NothingBetter");
    assertThat(status(town).stays())
        .containsExactly(
            new Optimization.Stays(
                "small", "its objective says no moves: say moves there, or in its tenant's"));
  }

  @Test
  void thoseThatAreNotNamedKeepTheirPlaces() {
    Town town = optimize(exchangeable(8, DAY, DAY), "{'applications':['big'],'accept':'any'}");
    assertThat(places(town)).isEqualTo(BEFORE);

    optimize(town, "{'applications':['big','small'],'accept':'any'}");
    assertThat(places(town)).isEqualTo(AFTER);
  }

  @Test
  void aNameOfNobodyIsSaid() {
    Town town = optimize(exchangeable(8, DAY, DAY), "{'applications':['big','bgi']}");
    assertThat(ready(town).reason()).isEqualTo("NoSuchApplication");
    assertThat(ready(town).message())
        .isEqualTo(
            "no application 'bgi' in tenant acme. Name those that are there, or none for all.");
  }

  @Test
  void tooManyAreRefusedWithTheCure() {
    Town town = exchangeable(8, DAY, DAY);
    town.put(ALL, Town.json("{}"));
    town.drive.step(new Optimizer(new Proposer(Multicloud.ALL, 2, 3)), ALL);
    assertThat(ready(town).reason()).isEqualTo("TooMany");
    assertThat(ready(town).message())
        .isEqualTo(
            "2 replicas on 2 hosts are too many to be looked at together: at most 2, and at most 3"
                + " times the hosts. Name fewer applications.");
  }

  @Test
  void whatTheWorldDoesNotLetAnyMoreIsLeftWithAllThatWasOnlyForIt() {
    Town town = optimize(exchangeable(8, DAY, DAY), "{}");
    String proposed = id(town);
    town.site("cheap", Town.patched(site("0.01"), "{'cordoned':true}").toString()).run();

    optimize(town, "{'accept':'" + proposed + "'}");
    assertThat(places(town)).isEqualTo(BEFORE);
    assertThat(ready(town).reason()).isEqualTo("Stale");
    assertThat(status(town).left())
        .extracting(Optimization.Left::replica)
        .containsExactly("small.web.0", "big.web.0");
    assertThat(status(town).left().get(0).why())
        .startsWith("nothing that it makes room for repays by now; big.web.0: cordon: found");

    town.site("cheap", Town.patched(site("0.01"), "{'cordoned':false}").toString());
    optimize(town, "{}");
    assertThat(ready(town).reason()).isEqualTo("Proposed");
  }

  @Test
  void aPlaceThatHasBecomeDearerIsNotGoneTo() {
    Town town = optimize(exchangeable(8, DAY, DAY), "{}");
    String proposed = id(town);
    town.site("cheap", site("0.02")).run();

    optimize(town, "{'accept':'" + proposed + "'}");
    assertThat(places(town)).isEqualTo(BEFORE);
    assertThat(status(town).left().get(0).why())
        .endsWith("repays by now; big.web.0: it would save 0.03 an hour by now");
  }

  @Test
  void aMoveThatRepaysIsMadeThoughAnotherIsLeft() {
    Town town =
        town()
            .site("dear", site("0.03"))
            .host("dear", "d", cpu(8))
            .application("one", DAY, web(2))
            .application("two", DAY, web(2))
            .run()
            .site("cheap", site("0.01"))
            .host("cheap", "c", cpu(4));
    // By themselves they would move too; here they are asked before they look.
    town.put(ALL, Town.json("{}")).drive.step(new Optimizer(), ALL);
    assertThat(moves(town)).containsExactly("one.web.0>c", "two.web.0>c");
    String proposed = id(town);
    town.drive.delete(Town.application("one"));

    optimize(town, "{'accept':'" + proposed + "'}");
    assertThat(town.places("two.web")).containsExactly("two.web.0=c");
    assertThat(ready(town).reason()).isEqualTo("Moved");
    assertThat(ready(town).message())
        .isEqualTo("1 of 2 moves done; 1 left, for instance one.web.0: it is gone");
  }

  /** Each step by who knows nothing of the former ones. */
  @Test
  void theNextMoveWaitsUntilTheFormerHasArrived() {
    Town town = optimize(exchangeable(8, DAY, DAY), "{}");
    town.put(ALL, Town.json("{'accept':'" + id(town) + "'}"));
    Ref small = Town.application("small");
    Ref big = Town.application("big");

    town.drive.step(new Multicloud(), big);
    town.drive.step(new Multicloud(), small);
    assertThat(places(town)).as("it is nobody's turn yet").isEqualTo(BEFORE);
    town.drive.step(new Optimizer(), ALL);
    assertThat(ready(town).state()).isEqualTo(Condition.State.FALSE);
    assertThat(ready(town).reason()).isEqualTo("Moving");
    assertThat(ready(town).message())
        .isEqualTo("0 of 2 moves done; small.web.0 is to move to Host/system/d");

    town.drive.step(new Multicloud(), small);
    assertThat(town.places("small.web")).containsExactly("small.web.0=d");
    Step underWay = town.drive.step(new Optimizer(), ALL);
    assertThat(underWay.again()).contains(Duration.ofSeconds(10));
    assertThat(ready(town).message())
        .isEqualTo("0 of 2 moves done; small.web.0 is on its way to Host/system/d");
    town.drive.step(new Multicloud(), big);
    assertThat(town.places("big.web")).containsExactly("big.web.0=d");

    town.drive.step(new Deployer(), small);
    town.drive.step(new Optimizer(), ALL);
    assertThat(ready(town).message())
        .isEqualTo("1 of 2 moves done; big.web.0 is to move to Host/system/c");
    Step last = town.drive.step(new Multicloud(), big);
    assertThat(places(town)).isEqualTo(AFTER);
    assertThat(last.relied()).extracting(r -> r.says()).contains("/spec/price/cpuHour <= '0.01'");
  }

  @Test
  void nothingBeginsWhileAnApplicationOfItIsNotReady() {
    Town town = optimize(exchangeable(8, DAY, DAY), "{}");
    Resource big = town.drive.get(Town.application("big"));
    Condition not = Condition.no(Condition.READY, "Rolling", "", town.drive.snapshot().now());
    town.drive.change(new Change.Status(big.ref(), big.status(), List.of(not)));
    town.put(ALL, Town.json("{'accept':'any','applications':[]}"));
    town.put(ALL, Town.json("{'accept':'" + id(town) + "'}"));

    town.drive.step(new Optimizer(), ALL);
    assertThat(ready(town).message()).isEqualTo("0 of 2 moves done; application big is not Ready");
  }

  @Test
  void whatIsHeldOrWithdrawnMovesNothing() {
    Town held = optimize(exchangeable(8, DAY, DAY), "{}");
    held.put(ALL, Town.json("{'accept':'" + id(held) + "'}"));
    Resource all = held.drive.get(ALL).withHolds(new TreeSet<>(Set.of("asked")));
    assertThat(Accepted.open(held.drive.get(ALL))).hasSize(2);
    assertThat(Accepted.open(all)).isEmpty();
    Snapshot asHeld = held.drive.snapshot().with(List.of(all), List.of());
    Change.Status said = (Change.Status) new Optimizer().step(asHeld, all).changes().get(0);
    assertThat(said.conditions().get(0).message())
        .isEqualTo("0 of 2 moves done; it is held: asked");

    Town town = optimize(exchangeable(8, DAY, DAY), "{}");
    town.put(ALL, Town.json("{'accept':'" + id(town) + "'}"));
    town.drive.delete(ALL);
    assertThat(town.run().drive.snapshot().get(ALL)).isEmpty();
    assertThat(places(town)).isEqualTo(BEFORE);
  }

  @Test
  void itIsLookedAgainWhenItsHoursAreOver() {
    Town town = exchangeable(4, DAY, DAY);
    optimize(town, "{'everyHours':6}");
    assertThat(ready(town).reason()).isEqualTo("NothingBetter");
    Step rest = town.drive.step(new Optimizer(), ALL);
    assertThat(rest.again()).contains(Duration.ofHours(6));

    town.host("dear", "d", cpu(8));
    town.drive.pass(Duration.ofHours(5));
    assertThat(ready(town).reason()).isEqualTo("NothingBetter");
    town.drive.pass(Duration.ofHours(1));
    assertThat(ready(town).reason()).isEqualTo("Proposed");
  }

  @Test
  void aRetryLooksAgain() {
    Town town = optimize(exchangeable(4, DAY, DAY), "{}");
    town.host("dear", "d", cpu(8)).run();
    assertThat(ready(town).reason()).isEqualTo("NothingBetter");

    town.drive.change(new Change.Retry(ALL)).run();
    assertThat(ready(town).reason()).isEqualTo("Proposed");
  }

  @Test
  void whoRunsInOneCurrencyStaysInItAndEachIsLookedAt() {
    Town town =
        exchangeable(8, DAY, DAY)
            .site("us-cheap", dollars("0.001"))
            .host("us-cheap", "uc", cpu(4))
            .site("us-dear", dollars("0.03"))
            .host("us-dear", "ud", cpu(8))
            .application("us-small", DAY, american(web(2)))
            .run()
            .application("us-big", DAY, american(web(3)))
            .run();

    optimize(town, "{}");
    assertThat(moves(town))
        .containsExactly("small.web.0>d", "big.web.0>c", "us-small.web.0>ud", "us-big.web.0>uc");
    Optimization.Proposal proposal = status(town).proposal().orElseThrow();
    assertThat(proposal.savesPerHour().get("EUR")).isEqualByComparingTo("0.02");
    assertThat(proposal.savesPerHour().get("USD")).isEqualByComparingTo("0.029");
    assertThat(proposal.before().moneyPerHour()).containsOnlyKeys("EUR", "USD");
    assertThat(ready(town).message())
        .startsWith("4 moves save 0.02 EUR/h, 0.029 USD/h and cost 0.2 EUR once, 0.2 USD once");
  }

  private static String dollars(String hour) {
    return Town.patched(site(hour), "{'price':{'currency':'USD'}}").toString();
  }

  private static String american(String component) {
    return Town.patched(component, "{'requires':{'sites':['us-cheap','us-dear']}}").toString();
  }

  /** One weighs money alone and stands at the clean place, one carbon alone, at the dirty one. */
  @Test
  void whatEachWeighsCountsForIt() {
    String clean =
        "{'price':{'cpuHour':0.03},'energy':{'gramsPerKwh':0,'pue':1,'wattsPerCore':10}}";
    String dirty =
        "{'price':{'cpuHour':0.01},'energy':{'gramsPerKwh':500,'pue':1,'wattsPerCore':10}}";
    String green = MOVES.formatted("'cost':0,'carbon':0.01", 24);
    Town town =
        town()
            .site("dirty", dirty)
            .host("dirty", "c", cpu(3))
            .application("big", green, web(2))
            .run()
            .site("clean", clean)
            .host("clean", "d", cpu(3));
    town.put(ALL, Town.json("{}")).drive.step(new Optimizer(), ALL);
    assertThat(moves(town)).containsExactly("big.web.0>d");

    town.application("small", DAY, web(1));
    town.site("dirty", Town.patched(dirty, "{'cordoned':true}").toString());
    town.drive.step(new Multicloud(), Town.application("small"));
    town.drive.step(new Multicloud(), Town.application("small"));
    assertThat(town.places("small.web")).containsExactly("small.web.0=d");
    town.drive.step(new Deployer(), Town.application("small"));
    town.drive.step(new Deployer(), Town.application("small"));
    town.site("dirty", Town.patched(dirty, "{'cordoned':false}").toString());
    town.put(ALL, Town.json("{'applications':['big','small']}"));
    town.drive.step(new Optimizer(), ALL);
    assertThat(moves(town)).containsExactly("big.web.0>d", "small.web.0>c");
    Optimization.Proposal proposal = status(town).proposal().orElseThrow();
    assertThat(proposal.moves().get(0).savesPerHour().orElseThrow()).isEqualByComparingTo("0.1");
    assertThat(proposal.moves().get(1).savesPerHour().orElseThrow()).isEqualByComparingTo("0.02");
    assertThat(proposal.before().gramsPerHour().orElseThrow()).isEqualByComparingTo("10");
    assertThat(proposal.after().gramsPerHour().orElseThrow()).isEqualByComparingTo("5");
  }

  @Test
  void whatIsNoSumOfMoneyOrNotAtRestStays() {
    Town town =
        exchangeable(
            8,
            MOVES.formatted("'spread':0.1", 24),
            "{'objective':{'order':['carbon'],'moves':{'cost':0.1,'withinHours':24}}}");
    town.application("third", DAY, web(1)).run();
    Resource third = town.drive.get(Town.application("third"));
    Condition not = Condition.no(Condition.READY, "Rolling", "", town.drive.snapshot().now());
    town.drive.change(new Change.Status(third.ref(), third.status(), List.of(not)));
    town.put(ALL, Town.json("{}")).drive.step(new Optimizer(), ALL);

    assertThat(status(town).stays())
        .extracting(Optimization.Stays::application)
        .containsExactly("big", "small", "third");
    assertThat(status(town).stays().get(0).why())
        .startsWith("what its objective counts is not a sum of money");
    assertThat(status(town).stays().get(2).why()).isEqualTo("it is not Ready");
    assertThat(ready(town).message())
        .startsWith("no moves of 0 replicas of 0 applications repay; 3 may not be moved, for");
  }

  @Test
  void whoIsApartFromItsOwnIsNotTakenForAnothersOfThatName() {
    String apart =
        "{'name':'web','runtime':'process','replicas':2,'requires':{'cpu':1,"
            + "'apart':[{'component':'web','by':'host'}]}}";
    Town town =
        town()
            .site("dear", site("0.03"))
            .host("dear", "d1", cpu(4))
            .host("dear", "d2", cpu(4))
            .application("one", DAY, apart)
            .application("two", DAY, apart)
            .run()
            .site("cheap", site("0.01"))
            .host("cheap", "c1", cpu(2))
            .host("cheap", "c2", cpu(2));
    town.put(ALL, Town.json("{'accept':'any'}")).drive.step(new Optimizer(), ALL);

    assertThat(moves(town)).hasSize(4);
    town.run();
    assertThat(town.places("one.web")).allSatisfy(p -> assertThat(p).contains("=c"));
    assertThat(town.places("two.web")).allSatisfy(p -> assertThat(p).contains("=c"));
    assertThat(ready(town).message()).isEqualTo("4 of 4 moves done");
  }

  @Test
  void acceptingItMovesNothingElse() {
    Town town = exchangeable(8, DAY, DAY).application("other", "{}", web(1)).run();
    List<String> other = town.places("other.web");
    optimize(town, "{'accept':'any'}");
    assertThat(places(town)).isEqualTo(AFTER);
    assertThat(town.places("other.web")).isEqualTo(other);
  }
}
