package org.hansa.core.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Json;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Observation.Outcome;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Call;
import org.hansa.core.driver.place.SiteFacet;
import org.hansa.core.driver.place.SiteState;
import org.hansa.core.driver.workload.ForwardFacet;
import org.hansa.core.driver.workload.ForwardSpec;
import org.hansa.core.driver.workload.ForwardState;
import org.hansa.core.driver.workload.HostState;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;

/**
 * The world behind the endpoints, for tests: whatever is applied is there at once, until removed or
 * until the test breaks it. What is known after a call is as the runtime would write it: a look
 * that finds nothing, or what another spec made, forgets what was asked for.
 */
public final class Outside {

  /** One object: where, of which facet, under which uid. */
  public record Key(Ref endpoint, String facet, String uid) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return toString().compareTo(other.toString());
    }
  }

  private final SortedMap<Key, Doc> objects = new TreeMap<>();
  private final Map<Ref, List<HostState>> hosts = new HashMap<>();
  private final Map<Ref, List<SiteState>> sites = new HashMap<>();
  private final Set<Ref> away = new HashSet<>();
  private int started;

  public Outside hosts(Ref endpoint, HostState... found) {
    hosts.put(endpoint, List.of(found));
    return this;
  }

  public Outside sites(Ref endpoint, SiteState... found) {
    sites.put(endpoint, List.of(found));
    return this;
  }

  /** From now on the endpoint does not answer; or does again. */
  public Outside away(Ref endpoint, boolean isAway) {
    if (isAway) {
      away.add(endpoint);
    } else {
      away.remove(endpoint);
    }
    return this;
  }

  /** What is there, by key. */
  public SortedMap<Key, Doc> objects() {
    return new TreeMap<>(objects);
  }

  /** Puts an object there behind the back of all controllers. */
  public void plant(Key key, Record state) {
    objects.put(key, Doc.of(state));
  }

  /** Takes an object away behind the back of all controllers. */
  public void vanish(Key key) {
    objects.remove(key);
  }

  /** Ends a workload with an exit code, as if it had crashed. */
  public void crash(String uid, int exitCode) {
    ends(uid, Optional.of(exitCode));
  }

  /** Ends a workload, with an exit code if that is to be known. */
  public void ends(String uid, Optional<Integer> exitCode) {
    Key key = objects.keySet().stream().filter(k -> k.uid().equals(uid)).findFirst().orElseThrow();
    WorkloadState was = objects.get(key).as(WorkloadState.class);
    plant(
        key,
        new WorkloadState(
            WorkloadState.Phase.EXITED,
            was.digest(),
            false,
            was.id(),
            was.started(),
            exitCode,
            was.limits()));
  }

  Observation answer(Call call, String uid, Observation before, Instant now) {
    if (away.contains(call.endpoint())) {
      String digest = call.verb().hasEffect() ? digest(call) : before.digest();
      return seen(call, digest, Outcome.FAILED, before.present(), before.state(), before, now);
    }
    Key key = new Key(call.endpoint(), call.facet(), uid);
    switch (call.verb()) {
      case APPLY -> objects.put(key, expect(call, now));
      case REMOVE -> objects.remove(key);
      default -> {}
    }
    if (call.verb() == Call.Verb.LIST) {
      return seen(call, "", Outcome.SETTLED, true, list(call), before, now);
    }
    Doc state = objects.getOrDefault(key, Doc.EMPTY);
    boolean present = objects.containsKey(key);
    boolean look = call.verb() == Call.Verb.OBSERVE;
    boolean asAsked = present && before.state().at("/digest").equals(state.at("/digest"));
    String digest = look && asAsked ? before.digest() : digest(call);
    return seen(call, digest, Outcome.SETTLED, present, state, before, now);
  }

  /** Of what was asked for; what only looks, or removes, asks for nothing. */
  private static String digest(Call call) {
    return call.verb() == Call.Verb.APPLY ? call.spec().digest() : "";
  }

  private static Observation seen(
      Call call,
      String digest,
      Outcome outcome,
      boolean present,
      Doc state,
      Observation before,
      Instant now) {
    boolean failed = outcome == Outcome.FAILED;
    // Who looks does not change what was asked for, as in earnest.
    boolean looked = call.verb() == Call.Verb.OBSERVE && !before.verb().isEmpty();
    boolean same =
        outcome == before.outcome() && present == before.present() && state.equals(before.state());
    return new Observation(
        Optional.of(call.endpoint()),
        call.facet(),
        looked ? before.verb() : call.verb().name(),
        digest,
        outcome,
        same ? before.since() : Optional.of(now),
        present,
        state,
        failed ? 1 : 0,
        failed
            ? Optional.of(new Observation.Failure("UNAVAILABLE", "connection refused", true))
            : Optional.empty(),
        failed ? Optional.of(now.plusSeconds(10)) : Optional.empty());
  }

  private Doc expect(Call call, Instant now) {
    if (call.facet().equals(WorkloadFacet.NAME)) {
      WorkloadSpec spec = call.spec().as(WorkloadSpec.class);
      if (spec.command().isEmpty() && spec.image().isEmpty()) {
        throw new AssertionError("a workload without a command was applied");
      }
      return Doc.of(
          new WorkloadState(
              WorkloadState.Phase.RUNNING,
              spec.digest(),
              true,
              Optional.of("pid-" + ++started),
              Optional.of(now),
              Optional.empty(),
              Map.of("cpu", "enforced")));
    }
    if (call.facet().equals(ForwardFacet.NAME)) {
      ForwardSpec spec = call.spec().as(ForwardSpec.class);
      return Doc.of(new ForwardState(spec.port(), spec.targets(), true));
    }
    throw new AssertionError("no such facet: " + call.facet());
  }

  private Doc list(Call call) {
    ObjectNode list = Doc.EMPTY.tree();
    ArrayNode found = list.putArray("objects");
    if (call.facet().equals(SiteFacet.NAME)) {
      for (SiteState site : sites.getOrDefault(call.endpoint(), List.of())) {
        found.addObject().put("uid", site.name()).set("state", Json.tree(site));
      }
    } else if (call.facet().equals("host")) {
      for (HostState host : hosts.getOrDefault(call.endpoint(), List.of())) {
        found.addObject().put("uid", host.name()).set("state", Json.tree(host));
      }
    } else {
      objects.forEach(
          (key, state) -> {
            if (key.endpoint().equals(call.endpoint()) && key.facet().equals(call.facet())) {
              found.addObject().put("uid", key.uid()).set("state", state.tree());
            }
          });
    }
    return Doc.of(list);
  }
}
