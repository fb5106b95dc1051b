package org.hansa.core.kit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Driver;

/** What all rules of one verification share. */
final class Ground {

  private final Subject subject;
  private final Settings settings;
  private final Findings findings = new Findings();
  private final Secrets secrets = new Secrets(findings);
  private final Content content = new Content();
  private final Rooms rooms = new Rooms();
  private final AtomicBoolean walked = new AtomicBoolean();
  private final Calls calls;
  private final Driver driver;

  /** Installation and uid of all that was ever asked for. */
  private final Set<String> uids = ConcurrentHashMap.newKeySet();

  /** Open, and used by no rule: one of an installation. */
  private final Map<String, Opened> resting = new HashMap<>();

  /** What may be there still. */
  private final Set<Made> standing = new LinkedHashSet<>();

  /** What this run may have made: of uids that are its own. */
  private final Set<Made> own = new LinkedHashSet<>();

  Ground(Subject subject, Settings settings) {
    this.subject = subject;
    this.settings = settings;
    this.calls = new Calls(findings, settings.grace());
    this.driver = new Watch(calls, findings, secrets).driver(subject.driver());
  }

  /** True the first time only. */
  boolean walk() {
    return walked.compareAndSet(false, true);
  }

  Subject subject() {
    return subject;
  }

  Settings settings() {
    return settings;
  }

  Findings findings() {
    return findings;
  }

  Secrets secrets() {
    return secrets;
  }

  Content content() {
    return content;
  }

  Rooms rooms() {
    return rooms;
  }

  Calls calls() {
    return calls;
  }

  Driver driver() {
    return driver;
  }

  String ours() {
    return subject.installation() + ".verify";
  }

  String others() {
    return subject.installation() + ".verify-other";
  }

  List<String> installations() {
    return List.of(ours(), others());
  }

  boolean givenUp() {
    return calls.givenUp();
  }

  Deadline soon() {
    return Deadline.in(settings.deadline(), System::nanoTime);
  }

  Instant now() {
    return InstantSource.system().instant();
  }

  Opened open(Place place, String installation) {
    WatchedTimer timer = new WatchedTimer(calls::thread, findings);
    Supplies supplies =
        new Supplies(content, InstantSource.system(), timer, uid -> hint(installation, uid));
    try {
      return new Opened(driver.open(place.opening(installation, supplies)), timer, installation);
    } catch (RuntimeException e) {
      // A session that is not known cannot be closed, but its timer ends.
      timer.end();
      throw e;
    }
  }

  /** Takes a session that was left open. */
  Optional<Opened> rested(String installation) {
    return Optional.ofNullable(resting.remove(installation));
  }

  void rest(Opened session) {
    resting.put(session.installation(), session);
  }

  private void hint(String installation, String uid) {
    if (uid == null) {
      findings.add(WatchRules.HINTS, "the hint was called with null");
    } else if (!uids.contains(installation + ' ' + uid)) {
      findings.add(WatchRules.HINTS, "a hint names " + Words.brief(uid) + ", which is not ours");
    }
  }

  String uid() {
    return UUID.randomUUID().toString();
  }

  void asked(String installation, String uid) {
    uids.add(installation + ' ' + uid);
  }

  void made(Made object) {
    own.add(object);
    found(object);
  }

  /** It is there already: by a run before, or by another. */
  void found(Made object) {
    asked(object.installation(), object.uid());
    standing.add(object);
  }

  void gone(Made object) {
    standing.remove(object);
  }

  /** What of its own may be there still. */
  Set<Made> own() {
    Set<Made> left = new LinkedHashSet<>(own);
    left.retainAll(standing);
    return left;
  }

  Set<Made> standing() {
    return Set.copyOf(standing);
  }

  boolean stands(String installation, String facet, String uid) {
    return standing.contains(new Made(installation, facet, uid));
  }
}
