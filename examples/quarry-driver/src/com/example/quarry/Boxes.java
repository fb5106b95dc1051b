package com.example.quarry;

import com.example.quarry.Segments.Segment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.http.Request;
import org.hansa.core.driver.machine.VirtualMachineFacet;
import org.hansa.core.driver.machine.VirtualMachineSpec;
import org.hansa.core.driver.machine.VirtualMachineState;

/** Boxes are virtual machines. Quarry does nothing to them at once: it answers with a job. */
record Boxes(Quarry quarry, Templates templates) implements VirtualMachineFacet {

  private static final Duration AGAIN = Duration.ofMillis(100);
  private static final int MOST = 99;

  private record Job(int percent) {}

  @Override
  public Duration settle() {
    return Quarry.SETTLE;
  }

  private Optional<Box> find(String uid, Deadline deadline) {
    return quarry.find(Box.PATH, Box.class, uid, deadline);
  }

  @Override
  public Observed<VirtualMachineState> observe(String uid, Deadline deadline) {
    return find(uid, deadline).map(box -> seen(box, deadline)).orElseGet(Observed::absent);
  }

  /** In progress as long as a job is at it, and until searches find it: then it is settled. */
  private Observed<VirtualMachineState> seen(Box box, Deadline deadline) {
    if (box.job().isEmpty() && box.searchable()) {
      return Observed.settled(box.state());
    }
    int percent =
        box.job()
            .flatMap(at -> quarry.api().find(Request.link("GET", at), deadline))
            .map(answer -> answer.json(Job.class).percent())
            .orElse(MOST);
    return Observed.inProgress(box.state(), Math.min(percent, MOST), AGAIN);
  }

  @Override
  public Observed<VirtualMachineState> apply(
      String uid, VirtualMachineSpec spec, Deadline deadline) {
    VirtualMachineState wanted = Box.expected(spec);
    List<String> segments = quarry.ids(Segments.PATH, Segment.class, spec.networks(), deadline);
    Box.Figures figures = Box.Figures.of(spec, segments);
    Optional<Box> there = find(uid, deadline);
    if (there.isEmpty()) {
      make(uid, spec, figures, deadline);
      return observe(uid, deadline);
    }
    Box box = there.get();
    DriverException.require(
        box.state().disk() <= wanted.disk(),
        "a disk does not shrink: it has " + box.diskGib() + " GiB");
    Observed<VirtualMachineState> now = seen(box, deadline);
    if (now.progress().isPresent()) {
      // Quarry refuses a second job; whoever looks again applies again.
      return now;
    }
    if (!box.template().equals(spec.image())) {
      templates.require(spec.image(), deadline);
      return remove(uid, deadline);
    }
    if (!is(box.state(), wanted)) {
      quarry.change(Box.PATH, box.id(), figures, deadline);
      return observe(uid, deadline);
    }
    return now;
  }

  private void make(String uid, VirtualMachineSpec spec, Box.Figures figures, Deadline deadline) {
    Box.Made made =
        new Box.Made(
            quarry.name(uid),
            quarry.labels(uid),
            spec.image(),
            figures,
            spec.keys(),
            spec.userData());
    quarry.make(Box.PATH, made, deadline);
  }

  private static boolean is(VirtualMachineState now, VirtualMachineState wanted) {
    return now.phase() == wanted.phase()
        && now.cpu() == wanted.cpu()
        && now.memory() == wanted.memory()
        && now.disk() == wanted.disk()
        && now.networks().equals(wanted.networks());
  }

  @Override
  public Observed<VirtualMachineState> remove(String uid, Deadline deadline) {
    find(uid, deadline).ifPresent(box -> quarry.remove(Box.PATH, box.id(), deadline));
    return observe(uid, deadline);
  }

  @Override
  public VirtualMachineState expect(VirtualMachineSpec spec) {
    return Box.expected(spec);
  }

  @Override
  public Page<VirtualMachineState> list(Optional<String> cursor, int most, Deadline deadline) {
    List<Page.Item<VirtualMachineState>> all =
        quarry.api().all(quarry.ours(Box.PATH, Box.class), deadline).stream()
            .filter(Box::isThere)
            .map(box -> new Page.Item<>(Quarry.uid(box.labels()), box.state()))
            .toList();
    return Page.of(all, cursor, most);
  }

  @Override
  public List<String> console(String uid, int most, Deadline deadline) {
    DriverException.require(most > 0 && most <= 10_000, "1 to 10,000 lines, not " + most);
    Box box =
        find(uid, deadline)
            .orElseThrow(() -> new DriverException(Reason.NOT_FOUND, "there is no box " + uid));
    Request asked = Request.get(Box.PATH + "/{id}/console", box.id()).query("lines", "" + most);
    byte[] text = quarry.api().send(asked, deadline).bytes();
    return new String(text, StandardCharsets.UTF_8).lines().toList();
  }

  @Override
  public List<Trial<VirtualMachineSpec>> trials(Deadline deadline) {
    String image = templates.all(deadline).get(0).name();
    return List.of(
        new Trial<>(spec(1, 1, image), spec(1, 2, image)),
        new Trial<>(spec(2, 1, image), spec(2, 2, image)));
  }

  private static VirtualMachineSpec spec(int one, int cpu, String image) {
    return new VirtualMachineSpec(
        "try-" + one,
        Optional.empty(),
        cpu,
        512L << 20,
        4L << 30,
        image,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        true);
  }
}
