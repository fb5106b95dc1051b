package org.hansa.drivers.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.cluster.ClusterFacet;
import org.hansa.core.driver.cluster.ClusterSpec;
import org.hansa.core.driver.machine.BareMetalFacet;
import org.hansa.core.driver.machine.BareMetalSpec;
import org.hansa.core.driver.machine.BareMetalState;
import org.hansa.core.driver.machine.ImageFacet;
import org.hansa.core.driver.machine.ImageSpec;
import org.hansa.core.driver.machine.ImageState;
import org.hansa.core.driver.machine.ServerFacet;
import org.hansa.core.driver.machine.ServerState;
import org.hansa.core.driver.machine.VirtualMachineFacet;
import org.hansa.core.driver.machine.VirtualMachineSpec;
import org.hansa.core.driver.machine.VirtualMachineState;
import org.hansa.core.driver.machine.VirtualMachineState.Phase;
import org.hansa.core.driver.machine.VolumeFacet;
import org.hansa.core.driver.machine.VolumeSpec;
import org.hansa.core.driver.network.VirtualNetworkFacet;
import org.hansa.core.driver.network.VirtualNetworkSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachinesTest {

  private static final long GIBI = 1L << 30;
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = Bench.at(folder, "luebeck");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static VirtualMachineSpec machine(
      String size, int cpu, long memory, String image, List<String> volumes, List<String> nets) {
    return new VirtualMachineSpec(
        "guest",
        Optional.of(size),
        cpu,
        memory * GIBI,
        100 * GIBI,
        image,
        volumes,
        nets,
        List.of("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample me"),
        Optional.of("#cloud-config"),
        true);
  }

  private static VirtualMachineSpec medium(List<String> volumes, List<String> nets) {
    return machine("medium", 4, 16, "debian-13", volumes, nets);
  }

  private VirtualMachineFacet machines() {
    return bench.facet(VirtualMachineFacet.class);
  }

  private VirtualMachineState apply(String uid, VirtualMachineSpec spec) {
    return machines().apply(uid, spec, Bench.soon()).state().orElseThrow();
  }

  private VirtualMachineState later(String uid) {
    bench.pass(LONG);
    return machines().observe(uid, Bench.soon()).state().orElseThrow();
  }

  private void network(String uid, String range) {
    bench
        .facet(VirtualNetworkFacet.class)
        .apply(
            uid,
            new VirtualNetworkSpec("n", range, Optional.empty(), List.of(), false),
            Bench.soon());
  }

  private void volume(String uid, long size) {
    bench
        .facet(VolumeFacet.class)
        .apply(uid, new VolumeSpec("v", size, Optional.empty(), Optional.empty()), Bench.soon());
  }

  @Test
  void bootsInTimeAndIsReachedInItsNetworks() {
    network("net", "10.1.0.0/29");
    volume("data", GIBI);
    VirtualMachineState made = apply("m", medium(List.of("data"), List.of("net")));
    assertThat(made.phase()).isEqualTo(Phase.STOPPED);
    VirtualMachineState seen = later("m");
    assertThat(seen.phase()).isEqualTo(Phase.RUNNING);
    assertThat(seen.addresses()).containsExactly("10.1.0.1");
    assertThat(seen.host()).contains("sense-16-1");
    assertThat(machines().console("m", 1, Bench.soon()))
        .singleElement()
        .asString()
        .contains("login");
    assertThat(apply("n", medium(List.of(), List.of("net"))).addresses())
        .containsExactly("10.1.0.2");
  }

  @Test
  void whatIsAttachedIsInTheWay() {
    network("net", "10.1.0.0/24");
    volume("data", GIBI);
    apply("m", medium(List.of("data"), List.of("net")));
    VolumeFacet volumes = bench.facet(VolumeFacet.class);
    assertThat(volumes.observe("data", Bench.soon()).state().orElseThrow().attached())
        .contains("m");
    assertThatThrownBy(() -> volumes.remove("data", Bench.soon()))
        .hasMessage("the volume data is attached to m; detach it first");
    assertThat(
            Bench.reason(() -> bench.facet(VirtualNetworkFacet.class).remove("net", Bench.soon())))
        .isEqualTo(Reason.CONFLICT);
    assertThatThrownBy(() -> apply("n", medium(List.of("data"), List.of())))
        .hasMessage("the volume data is attached to m");
    assertThat(Bench.reason(() -> apply("n", medium(List.of("no"), List.of()))))
        .isEqualTo(Reason.NOT_FOUND);
    assertThat(Bench.reason(() -> apply("n", medium(List.of(), List.of("no")))))
        .isEqualTo(Reason.NOT_FOUND);
    assertThat(machines().observe("n", Bench.soon())).isEqualTo(Observed.absent());

    machines().remove("m", Bench.soon());
    assertThat(volumes.remove("data", Bench.soon())).isEqualTo(Observed.absent());
  }

  @Test
  void hostsAreFilledOneByOneAndThenAreFull() {
    for (int i = 0; i < 16; i++) {
      apply("m" + i, medium(List.of(), List.of()));
    }
    assertThatThrownBy(() -> apply("more", medium(List.of(), List.of())))
        .hasMessageContaining("0 cores, 128.00 GiB free on all hosts together")
        .hasMessageContaining("4 cores, 16.00 GiB");
    machines().remove("m7", Bench.soon());
    assertThat(apply("more", medium(List.of(), List.of())).host()).contains("sense-16-2");
  }

  @Test
  void anotherImageMakesItAnewAndADiskDoesNotShrink() {
    apply("m", medium(List.of(), List.of()));
    Optional<String> before = later("m").id();
    apply("m", machine("medium", 4, 16, "ubuntu-24.04", List.of(), List.of()));
    VirtualMachineState after = later("m");
    assertThat(after.id()).isNotEqualTo(before);
    assertThat(after.image()).isEqualTo("ubuntu-24.04");
    VirtualMachineSpec small =
        new VirtualMachineSpec(
            "guest",
            Optional.of("medium"),
            4,
            16 * GIBI,
            50 * GIBI,
            "ubuntu-24.04",
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            true);
    assertThat(Bench.reason(() -> apply("m", small))).isEqualTo(Reason.INVALID);
  }

  @Test
  void specsThatCanNeverBeAreRefusedBeforeAndWhenApplied() {
    List<VirtualMachineSpec> nonsense =
        List.of(
            machine("no-such", 4, 16, "debian-13", List.of(), List.of()),
            machine("medium", 5, 16, "debian-13", List.of(), List.of()),
            machine("medium", 4, 0, "debian-13", List.of(), List.of()),
            machine("medium", 4, 16, "", List.of(), List.of()),
            machine("medium", 4, 16, "debian-13", List.of("a", "a"), List.of()),
            machine("medium", 4, 16, "debian-13", List.of(), List.of("../x")));
    for (VirtualMachineSpec spec : nonsense) {
      assertThat(Bench.reason(() -> machines().expect(spec))).isEqualTo(Reason.INVALID);
      assertThat(Bench.reason(() -> apply("m", spec))).isEqualTo(Reason.INVALID);
    }
    assertThat(machines().list(Optional.empty(), Page.MOST, Bench.soon()).items()).isEmpty();
  }

  @Test
  void anImageComesAsFastAsTheUplinkAndIsNeverAnother() throws Exception {
    ImageFacet images = bench.facet(ImageFacet.class);
    ImageSpec spec =
        new ImageSpec("i", Trial.ARTIFACT, Trial.artifactSize(), ImageSpec.Format.RAW, Map.of());
    Observed<ImageState> first = images.apply("i", spec, Bench.soon());
    assertThat(first.progress()).isPresent();
    assertThat(Bench.reason(() -> apply("m", machine("medium", 4, 16, "i", List.of(), List.of()))))
        .isEqualTo(Reason.CONFLICT);
    bench.pass(Duration.ofSeconds(1));
    assertThat(images.observe("i", Bench.soon()).progress()).isEmpty();
    assertThat(apply("m", machine("medium", 4, 16, "i", List.of(), List.of())).image())
        .isEqualTo("i");

    byte[] other = "other".getBytes(StandardCharsets.UTF_8);
    String digest =
        "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(other));
    ImageSpec changed = new ImageSpec("i", digest, other.length, ImageSpec.Format.RAW, Map.of());
    assertThat(Bench.reason(() -> images.apply("j", changed, Bench.soon())))
        .isEqualTo(Reason.NOT_FOUND);
    assertThat(Bench.reason(() -> images.apply("i", changed, Bench.soon())))
        .isEqualTo(Reason.INVALID);
    bench.blob(digest, other);
    assertThat(Bench.reason(() -> images.apply("i", changed, Bench.soon())))
        .isEqualTo(Reason.INVALID);
    bench.blob(digest, new byte[] {1});
    assertThat(Bench.reason(() -> images.apply("j", changed, Bench.soon())))
        .isEqualTo(Reason.UNAVAILABLE);
  }

  @Test
  void volumesGrowAndDoNotShrinkAndAreNotMoreThanThereIs() {
    volume("v", 2 * GIBI);
    volume("v", 3 * GIBI);
    assertThat(Bench.reason(() -> volume("v", GIBI))).isEqualTo(Reason.INVALID);
    assertThatThrownBy(() -> volume("w", 5000 * GIBI))
        .hasMessageContaining("of type fast left, and 5368709120000 were asked for");
    assertThat(Bench.reason(() -> volume("w", 0))).isEqualTo(Reason.INVALID);
    assertThat(bench.session().capabilities()).containsEntry("volume.types", "fast,plain");
  }

  @Test
  void aServerIsSomebodysUntilItIsWiped() {
    BareMetalFacet claims = bench.facet(BareMetalFacet.class);
    ServerFacet servers = bench.facet(ServerFacet.class);
    BareMetalSpec spec =
        new BareMetalSpec(
            "db", "metal-bare-32-1", Optional.of("debian-13"), List.of(), Optional.empty(), true);
    Observed<BareMetalState> deploying = claims.apply("c", spec, Bench.soon());
    assertThat(deploying.progress().orElseThrow().percent()).isZero();
    assertThat(deploying.state().orElseThrow().addresses()).isEmpty();
    assertThatThrownBy(() -> claims.apply("d", spec, Bench.soon()))
        .hasMessage("the server metal-bare-32-1 is claimed by c");
    bench.pass(Duration.ofMillis(2500));
    assertThat(claims.observe("c", Bench.soon()).progress().orElseThrow().percent()).isEqualTo(50);
    bench.pass(LONG);
    assertThat(claims.observe("c", Bench.soon()).state().orElseThrow().addresses()).hasSize(1);
    ServerState server = servers.all(Bench.soon()).get(0);
    assertThat(server.claimed()).isTrue();
    assertThat(server.power()).isEqualTo(ServerState.Power.ON);

    assertThat(claims.remove("c", Bench.soon()).progress()).isPresent();
    assertThat(Bench.reason(() -> claims.apply("d", spec, Bench.soon())))
        .isEqualTo(Reason.CONFLICT);
    bench.pass(LONG);
    assertThat(claims.remove("c", Bench.soon())).isEqualTo(Observed.absent());
    assertThat(servers.all(Bench.soon()).get(0).claimed()).isFalse();
    claims.apply("d", spec, Bench.soon());
    BareMetalSpec moved =
        new BareMetalSpec(
            "db", "metal-bare-32-2", Optional.empty(), List.of(), Optional.empty(), true);
    assertThat(Bench.reason(() -> claims.apply("d", moved, Bench.soon())))
        .isEqualTo(Reason.INVALID);
  }

  @Test
  void aServerThatIsNotWellTakesNothingNew() {
    bench.reopen(Bench.options("frankfurt"));
    BareMetalSpec spec =
        new BareMetalSpec(
            "x", "metal-bare-32-6", Optional.empty(), List.of(), Optional.empty(), true);
    assertThatThrownBy(() -> bench.facet(BareMetalFacet.class).apply("c", spec, Bench.soon()))
        .hasMessage("the server metal-bare-32-6 is in a critical state; take another");
    BareMetalSpec none =
        new BareMetalSpec("x", "no-such", Optional.empty(), List.of(), Optional.empty(), true);
    assertThat(Bench.reason(() -> bench.facet(BareMetalFacet.class).apply("c", none, Bench.soon())))
        .isEqualTo(Reason.NOT_FOUND);
  }

  private static ClusterSpec cluster(String version, int count) {
    return new ClusterSpec(
        "k",
        version,
        List.of(new ClusterSpec.Pool("w", count, 2, 4 * GIBI, Map.of("zone", "a"))),
        Optional.of("net"));
  }

  @Test
  void aClusterComesGrowsAndRisesButDoesNotFall() {
    ClusterFacet clusters = bench.facet(ClusterFacet.class);
    assertThat(Bench.reason(() -> clusters.apply("c", cluster("1.32", 3), Bench.soon())))
        .isEqualTo(Reason.NOT_FOUND);
    network("net", "10.2.0.0/24");
    clusters.apply("c", cluster("1.32", 3), Bench.soon());
    assertThat(clusters.observe("c", Bench.soon()).state().orElseThrow().answers()).isFalse();
    assertThat(Bench.reason(() -> clusters.access("c", Bench.soon())))
        .isEqualTo(Reason.UNAVAILABLE);
    bench.pass(LONG);
    assertThat(clusters.observe("c", Bench.soon()).state().orElseThrow().ready())
        .containsEntry("w", 3);
    assertThat(clusters.access("c", Bench.soon())).contains("server:").contains("token:");
    assertThat(Bench.reason(() -> clusters.access("d", Bench.soon()))).isEqualTo(Reason.NOT_FOUND);

    clusters.apply("c", cluster("1.32.4", 5), Bench.soon());
    assertThat(clusters.observe("c", Bench.soon()).state().orElseThrow().ready())
        .containsEntry("w", 3);
    bench.pass(LONG);
    assertThat(clusters.observe("c", Bench.soon()).state().orElseThrow().ready())
        .containsEntry("w", 5);
    assertThat(Bench.reason(() -> clusters.apply("c", cluster("1.32", 5), Bench.soon())))
        .isEqualTo(Reason.INVALID);
    assertThat(Bench.reason(() -> clusters.expect(cluster("1.99", 5)))).isEqualTo(Reason.INVALID);
    assertThat(Bench.reason(() -> clusters.apply("d", cluster("1.32", 40), Bench.soon())))
        .isEqualTo(Reason.EXHAUSTED);
    assertThat(
            Bench.reason(() -> bench.facet(VirtualNetworkFacet.class).remove("net", Bench.soon())))
        .isEqualTo(Reason.CONFLICT);
  }

  @Test
  void networksAreCheckedAndKeepTheirRange() {
    VirtualNetworkFacet networks = bench.facet(VirtualNetworkFacet.class);
    network("n", "10.1.0.0/24");
    assertThat(Bench.reason(() -> network("n", "10.2.0.0/24"))).isEqualTo(Reason.INVALID);
    for (String range :
        List.of("10.1.0.1/24", "10.1.0.0", "10.1.0.0/33", "300.1.0.0/24", "a/24", "10.1/16")) {
      assertThat(Bench.reason(() -> network("m", range))).isEqualTo(Reason.INVALID);
    }
    VirtualNetworkSpec outside =
        new VirtualNetworkSpec("n", "fd00:1::/64", Optional.of("fd00:2::1"), List.of("dns"), true);
    assertThat(Bench.reason(() -> networks.expect(outside))).isEqualTo(Reason.INVALID);
    network("m", "10.1.0.0/30");
    network("six", "fd00:1::/64");
    apply("a", medium(List.of(), List.of("m")));
    apply("b", medium(List.of(), List.of("m", "six")));
    assertThat(later("b").addresses()).containsExactly("10.1.0.2", "fd00:1:0:0:0:0:0:1");
    assertThat(Bench.reason(() -> apply("c", medium(List.of(), List.of("m")))))
        .isEqualTo(Reason.EXHAUSTED);
  }
}
