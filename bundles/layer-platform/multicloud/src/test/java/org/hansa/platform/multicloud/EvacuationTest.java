package org.hansa.platform.multicloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.control.Change;
import org.hansa.platform.api.Optimization;
import org.hansa.platform.api.Optimization.Move;
import org.junit.jupiter.api.Test;

/** A host that comes to have less than is reserved of it: who is to leave, and for where. */
class EvacuationTest {

  private static final Ref SHORT =
      new Ref(Optimization.KIND, "acme", Shortages.name(new Ref("Host", "system", "a")));

  private static String site(String hour) {
    return "{'price':{'currency':'EUR','cpuHour':" + hour + ",'memoryGibHour':0}}";
  }

  private static String cpu(int cores) {
    return "{'allocatable':{'cpu':" + cores + "}}";
  }

  private static String web(int cores) {
    return "{'name':'web','runtime':'process','requires':{'cpu':" + cores + "}}";
  }

  /** Two at the cheap place, one of them of a higher priority; another place is dearer. */
  private static Town two(int elsewhere) {
    return new Town(new Multicloud(), new Deployer(), new Optimizer(), new Shortages())
        .site("cheap", site("0.01"))
        .host("cheap", "a", cpu(8))
        .site("dear", site("0.03"))
        .host("dear", "b", cpu(elsewhere))
        .application("low", "{}", web(3))
        .application("high", "{'priority':5}", web(4))
        .run();
  }

  private static Optimization.Status status(Town town) {
    return town.drive.get(SHORT).status().as(Optimization.Status.class);
  }

  private static Condition ready(Town town) {
    return town.drive.get(SHORT).condition(Condition.READY).orElseThrow();
  }

  private static List<Move> moves(Town town) {
    return status(town).proposal().map(Optimization.Proposal::moves).orElse(List.of());
  }

  private static Town shrunk(Town town, int cores) {
    return town.host("cheap", "a", cpu(cores)).run();
  }

  private static void accept(Town town, String id) {
    Resource standing = town.drive.get(SHORT);
    Doc spec = standing.spec().patch(Town.json("{'accept':'" + id + "'}").tree());
    town.drive.change(
        Change.Put.of(new Draft(SHORT, standing.labels(), Optional.empty(), Set.of(), spec)));
    town.run();
  }

  @Test
  void whoHasTheLowestPriorityIsProposedToLeaveAndNothingMoves() {
    Town town = shrunk(two(8), 5);

    assertThat(moves(town)).hasSize(1);
    Move move = moves(town).get(0);
    assertThat(move.replica()).isEqualTo("low.web.0");
    assertThat(move.to()).isEqualTo("Host/system/b");
    assertThat(move.must()).contains(true);
    assertThat(move.savesPerHour().orElseThrow()).isEqualByComparingTo("-0.06");
    assertThat(move.why()).isEqualTo("for host a has 2 cores less than is reserved of it");
    assertThat(ready(town).message())
        .startsWith(
            "1 move from hosts that have less than is reserved of them, at +0.06 EUR/h; to have it"
                + " done set accept to ");
    town.drive.pass(Duration.ofHours(2));
    assertThat(town.places("low.web")).containsExactly("low.web.0=a");
    assertThat(town.places("high.web")).containsExactly("high.web.0=a");
  }

  @Test
  void whatIsAcceptedIsDoneThoughNoObjectiveSaysMoves() {
    Town town = shrunk(two(8), 5);
    String id = status(town).proposal().orElseThrow().id();
    accept(town, id);

    assertThat(town.places("low.web")).containsExactly("low.web.0=b");
    assertThat(town.places("high.web")).containsExactly("high.web.0=a");
    assertThat(town.slots("low.web").get(0).why())
        .startsWith("moves, for host a has 2 cores less than is reserved of it; ");
    town.drive.pass(Duration.ofMinutes(2));
    assertThat(town.drive.snapshot().get(SHORT)).as("there is enough again").isEmpty();
  }

  @Test
  void severalLeaveUntilTheRestHasRoom() {
    Town town = shrunk(two(8), 1);

    assertThat(moves(town)).extracting(Move::replica).containsExactly("low.web.0", "high.web.0");
  }

  @Test
  void whereThereIsNoOtherPlaceThatIsSaid() {
    Town town = shrunk(two(1), 5);

    assertThat(moves(town)).isEmpty();
    assertThat(ready(town).reason()).isEqualTo("NoPlace");
    assertThat(ready(town).message())
        .isEqualTo(
            "low.web.0 has no other place, though host a has 2 cores less than is reserved of it."
                + " Add a host that fits, or ask for less.");
  }

  @Test
  void whenThereIsEnoughAgainNobodyIsToLeave() {
    Town town = shrunk(two(8), 5);
    String id = status(town).proposal().orElseThrow().id();
    town.drive.change(
        new Change.Status(
            new Ref("Host", "system", "a"), Town.patched(Town.HOST, cpu(8)), List.of()));
    accept(town, id);
    town.drive.pass(Duration.ofMinutes(2));

    assertThat(town.places("low.web")).containsExactly("low.web.0=a");
    assertThat(town.drive.snapshot().get(SHORT)).isEmpty();
  }

  /** As who writes just what is to be accepted. */
  @Test
  void itStaysTheHostsWhateverIsWrittenIntoIt() {
    Town town = shrunk(two(8), 5);
    String id = status(town).proposal().orElseThrow().id();
    town.put(SHORT, Town.json("{'accept':'" + id + "'}")).run();

    assertThat(town.places("low.web")).containsExactly("low.web.0=b");
    town.drive.pass(Duration.ofMinutes(2));
    assertThat(town.drive.snapshot().get(SHORT)).isEmpty();
  }

  @Test
  void oneWhoseHostIsGoneGoes() {
    Town town = shrunk(two(8), 5);
    town.drive.delete(new Ref("Host", "system", "a")).pass(Duration.ofHours(2));

    assertThat(town.drive.snapshot().get(SHORT)).isEmpty();
  }

  @Test
  void whatIsToRunOnceEndsWhereItIs() {
    Town town = shrunk(two(8), 8);
    town.application("job", "{}", web(1).replace("'requires'", "'once':true,'requires'")).run();
    shrunk(town, 1);

    assertThat(moves(town)).extracting(Move::replica).containsExactly("low.web.0", "high.web.0");
  }

  /** That it has moved is said later, by another: its own step may come several times before. */
  @Test
  void oneWhoseTurnItIsMovesOnceAndKeepsItsPort() {
    String ported = web(3).replace("'requires'", "'ports':[{'name':'http'}],'requires'");
    Town town =
        new Town(new Multicloud(), new Deployer())
            .site("cheap", site("0.01"))
            .host("cheap", "a", cpu(8))
            .site("dear", site("0.03"))
            .host("dear", "b", cpu(8))
            .application("low", "{}", ported)
            .run();
    town.put(SHORT, Town.json("{'accept':'any'}"));
    town.drive.change(
        new Change.Status(
            SHORT,
            Town.json(
                "{'generation':1,'next':'low.web.0','proposal':{'id':'000000000000','before':{},"
                    + "'after':{},'moves':[{'application':'low','replica':'low.web.0',"
                    + "'from':'Host/system/a','to':'Host/system/b','fromSite':'cheap',"
                    + "'toSite':'dear','cost':0,'withinHours':0,'why':'for so it is',"
                    + "'must':true}]}}"),
            List.of()));

    town.run();
    assertThat(town.places("low.web")).containsExactly("low.web.0=b");
    List<String> keys = town.reservation("low.web.0").orElseThrow().keys();
    town.application("low", "{'priority':1}", ported).run();
    assertThat(town.reservation("low.web.0").orElseThrow().keys()).isEqualTo(keys);
    assertThat(town.places("low.web")).containsExactly("low.web.0=b");
  }

  @Test
  void aSilenceIsNoReasonToLeaveAMove() {
    Town town = shrunk(two(8), 5);
    town.away("b");
    accept(town, status(town).proposal().orElseThrow().id());
    assertThat(ready(town).reason()).isEqualTo("Moving");
    assertThat(ready(town).message()).contains("no answer");

    town.host("dear", "b", cpu(8));
    town.drive.pass(Duration.ofMinutes(1));
    assertThat(town.places("low.web")).containsExactly("low.web.0=b");
  }

  /** A hold keeps back what would be done, and not what is reserved. */
  @Test
  void whoIsHeldStays() {
    Town town = shrunk(two(8), 5);
    Resource low = town.drive.get(Town.application("low"));
    Snapshot held =
        town.drive
            .snapshot()
            .with(List.of(low.withHolds(new TreeSet<>(Set.of("audit")))), List.of());

    Optimization.Status status =
        new Proposer(Multicloud.ALL).look(held, town.drive.get(SHORT)).status();
    assertThat(status.proposal().orElseThrow().moves())
        .extracting(Move::replica)
        .containsExactly("high.web.0");
    assertThat(status.stays()).extracting(Optimization.Stays::application).containsExactly("low");
  }

  @Test
  void aTenantThatHasItsFillGetsNone() {
    Town town = two(8);
    town.put(Tenant.ref("acme"), Town.json("{'quota':{'Optimization':0}}"));

    shrunk(town, 5);
    assertThat(town.drive.snapshot().get(SHORT)).isEmpty();
  }

  /** Else what was accepted of one would be accepted of its successor. */
  @Test
  void theSameMovesOfWhatWasPlacedAnewHaveAnotherId() {
    String more = web(3).replace("{'cpu':3}", "{'cpu':3,'memory':'2Mi'}");
    Town town = shrunk(two(8).application("low", "{}", more).run(), 5);
    Proposer proposer = new Proposer(Multicloud.ALL);
    Optimization.Proposal first = status(town).proposal().orElseThrow();
    Optimization.Proposal again = proposal(town, proposer);
    assertThat(again.id()).isEqualTo(first.id());

    town.application("low", "{}", more.replace("2Mi", "1Mi")).run();
    Optimization.Proposal then = proposal(town, proposer);
    assertThat(then.moves()).isEqualTo(first.moves());
    assertThat(then.id()).isNotEqualTo(first.id());
  }

  private static Optimization.Proposal proposal(Town town, Proposer proposer) {
    return proposer
        .look(town.drive.snapshot(), town.drive.get(SHORT))
        .status()
        .proposal()
        .orElseThrow();
  }

  @Test
  void whatItCostsElsewhereNeedNotBeKnown() {
    Town town =
        new Town(new Multicloud(), new Deployer(), new Optimizer(), new Shortages())
            .site("cheap", site("0.01"))
            .host("cheap", "a", cpu(8))
            .site("free", "{'price':null}")
            .host("free", "b", cpu(8))
            .application("low", "{}", web(3))
            .run();
    shrunk(town, 2);

    assertThat(moves(town)).hasSize(1);
    assertThat(moves(town).get(0).savesPerHour()).isEmpty();
  }
}
