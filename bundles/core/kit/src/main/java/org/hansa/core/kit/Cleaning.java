package org.hansa.core.kit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Facet;

/** Removes what the kit made, in this run or in one that was killed. */
final class Cleaning {

  private final Ground ground;

  Cleaning(Ground ground) {
    this.ground = ground;
  }

  /**
   * @return why it could not be removed
   */
  Optional<String> remove(Made object, Stage stage) {
    try {
      Opened session = object.installation().equals(ground.ours()) ? stage.ours() : stage.others();
      Facet<?, ?> facet = session.objects().get(object.facet());
      Unmet.unless(facet != null, "a session has no such ability any more");
      new Tried<>(stage, session, facet, object.facet()).gone(object.uid());
      ground.gone(object);
      return Optional.empty();
    } catch (Stopped e) {
      throw e;
    } catch (RuntimeException e) {
      return Optional.of(Words.why(e));
    }
  }

  /** Removes all objects of the kit's installations, and says what is left of them. */
  List<String> sweep() {
    return clean(ground.standing(), ground.installations());
  }

  /** Removes what this run has made, and says what is left of it. */
  List<String> own() {
    return clean(ground.own(), List.of());
  }

  private List<String> clean(Set<Made> objects, List<String> installations) {
    Map<String, String> left = new TreeMap<>();
    Stage stage = new Stage(ground);
    for (Made object : objects) {
      if (ground.givenUp()) {
        left.put(object.toString(), Calls.GIVEN_UP);
      } else {
        remove(object, stage, left);
      }
    }
    for (String installation : installations) {
      if (!ground.givenUp()) {
        sweep(installation, stage, left);
      }
    }
    stage.end(false);
    return left.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList();
  }

  /** What is tried twice is said once, as it is after the second time. */
  private void remove(Made object, Stage stage, Map<String, String> left) {
    left.remove(object.toString());
    remove(object, stage).ifPresent(why -> left.put(object.toString(), why));
  }

  private void sweep(String installation, Stage stage, Map<String, String> left) {
    try {
      Opened session = installation.equals(ground.ours()) ? stage.ours() : stage.others();
      List<String> facets = new ArrayList<>(session.objects().keySet());
      // What stands on others is listed after them.
      Collections.reverse(facets);
      for (String name : facets) {
        Facet<?, ?> facet = session.objects().get(name);
        for (String uid : uids(new Tried<>(stage, session, facet, name), left)) {
          Made object = new Made(installation, name, uid);
          ground.found(object);
          remove(object, stage, left);
        }
      }
    } catch (Broken | DriverException | Unmet e) {
      left.put("what there may be of " + installation, Words.why(e));
    }
  }

  private static Set<String> uids(Tried<?, ?> tried, Map<String, String> left) {
    try {
      return tried.listed().keySet();
    } catch (Stopped e) {
      throw e;
    } catch (RuntimeException e) {
      left.put("what there may be of " + tried.name() + ": list", Words.why(e));
      return Set.of();
    }
  }
}
