package org.hansa.core.rest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Backups;

/** Notes what it is asked. */
final class FakeBackups implements Backups {

  final List<Backup> made = new ArrayList<>();
  final List<String> by = new ArrayList<>();
  final List<Integer> kept = new ArrayList<>();

  @Override
  public Backup make(
      Optional<String> target, String actor, String cause, Consumer<String> progress) {
    String name = target.orElse("20260101-120000");
    if (made.stream().anyMatch(b -> b.name().equals(name))) {
      throw Problem.conflict(name + " is there already", "Choose another name.");
    }
    Backup next =
        new Backup(
            name, "/state/" + name, "i", 7, Instant.EPOCH, 9, new TreeMap<>(Map.of("blobs", 1L)));
    made.add(next);
    by.add(actor);
    return next;
  }

  @Override
  public List<Backup> list() {
    return List.copyOf(made);
  }

  @Override
  public void remove(String name, String actor, String cause) {
    if (!made.removeIf(b -> b.name().equals(name))) {
      throw new Problem(Problem.Reason.NOT_FOUND, "there is none", "List them.");
    }
    by.add(actor);
  }

  @Override
  public List<String> keep(int newest, String actor, String cause) {
    kept.add(newest);
    return List.of("20251231-120000");
  }

  @Override
  public void restore(
      String target, Trust trust, String by, String cause, Consumer<String> progress) {
    throw new AssertionError("no door restores by REST");
  }
}
