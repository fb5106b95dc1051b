package org.hansa.drivers.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.driver.Opening;

/**
 * What all parts of an open endpoint share.
 *
 * @param javaHome of the JDK that runs us, for workloads that say {@code java}
 * @param user whom workloads run as; empty for ourselves
 */
record Local(
    Opening opening,
    ProcessOptions options,
    Proc proc,
    Members members,
    ControlGroups groups,
    Repeat repeat,
    Path javaHome,
    Optional<RunAs> user) {

  Instant now() {
    return opening.clock().instant();
  }

  void hint(String uid) {
    opening.hint().accept(uid);
  }

  /** The value of HANSA_UID for an object of ours. */
  String mark(String uid) {
    return opening.installation() + ":" + uid;
  }

  Map<String, String> marks(String uid, String run, Path folder) {
    Map<String, String> marks = new TreeMap<>();
    marks.put(Launch.UID, mark(uid));
    marks.put(Launch.RUN, run);
    marks.put(Launch.FOLDER, folder.toString());
    return marks;
  }

  Path workloads() {
    return opening.folder().toAbsolutePath().resolve("workloads");
  }

  Path forwarder() {
    return opening.folder().toAbsolutePath().resolve("forwarder");
  }

  Home home(String uid) {
    return new Home(workloads().resolve(Specs.uid(uid)));
  }

  List<Home> homes() {
    List<Home> homes = new ArrayList<>();
    if (!Files.isDirectory(workloads())) {
      return homes;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(workloads())) {
      folders.forEach(f -> homes.add(new Home(f)));
    } catch (IOException e) {
      throw Fault.of("listing " + workloads(), e);
    } catch (DirectoryIteratorException e) {
      throw Fault.of("listing " + workloads(), e.getCause());
    }
    return homes;
  }

  /** The last run, as it must be seen after a restart of the machine. */
  Optional<Run> run(Home home) {
    return home.run().map(r -> r.seenAt(proc.boot()));
  }

  /** A tag's uid if it is a workload of this endpoint. */
  Optional<String> workload(Proc.Tagged tagged) {
    String prefix = mark("");
    boolean ours =
        tagged.uid().startsWith(prefix) && Path.of(tagged.folder()).startsWith(workloads());
    return Optional.of(tagged.uid())
        .filter(u -> ours)
        .map(u -> u.substring(prefix.length()))
        .filter(Specs::isUid);
  }

  void create(Home home) throws IOException {
    synchronized (repeat) {
      home.create();
      if (user.isEmpty()) {
        Trees.onlyOwner(workloads());
      } else {
        for (Path folder : List.of(opening.folder(), workloads(), home.path())) {
          RunAs.passable(folder);
        }
        Trees.onlyOwner(home.log());
        for (Path folder : List.of(home.work(), home.temp())) {
          user.get().give(folder);
          Trees.onlyOwner(folder);
        }
      }
    }
  }

  void delete(Home home) throws IOException {
    if (user.isPresent() && home.exists()) {
      // We may do everything, and whose work it is may go on meanwhile.
      try (Entered own = Entered.at(home.path())) {
        own.deleteFolder(home.work().getFileName());
        own.deleteFolder(home.temp().getFileName());
      }
    }
    Trees.delete(home.path());
    synchronized (repeat) {
      try {
        Files.deleteIfExists(workloads());
      } catch (DirectoryNotEmptyException e) {
        // Others are there.
        return;
      }
    }
  }
}
