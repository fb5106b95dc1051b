package org.hansa.core.kit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    List<String> left = new ArrayList<>();
    Stage stage = new Stage(ground);
    for (Made object : ground.standing()) {
      if (ground.givenUp()) {
        left.add(object + ": " + Calls.GIVEN_UP);
      } else {
        remove(object, stage).ifPresent(why -> left.add(object + ": " + why));
      }
    }
    for (String installation : ground.installations()) {
      if (!ground.givenUp()) {
        sweep(installation, stage, left);
      }
    }
    stage.end();
    return List.copyOf(new TreeSet<>(left));
  }

  private void sweep(String installation, Stage stage, List<String> left) {
    try {
      Opened session = installation.equals(ground.ours()) ? stage.ours() : stage.others();
      List<String> facets = new ArrayList<>(session.objects().keySet());
      // What stands on others is listed after them.
      Collections.reverse(facets);
      for (String name : facets) {
        Facet<?, ?> facet = session.objects().get(name);
        for (String uid : uids(new Tried<>(stage, session, facet, name), left)) {
          Made object = new Made(installation, name, uid);
          ground.made(object);
          remove(object, stage).ifPresent(why -> left.add(object + ": " + why));
        }
      }
    } catch (Broken | DriverException | Unmet e) {
      left.add("what there may be of " + installation + ": " + Words.why(e));
    }
  }

  private static Set<String> uids(Tried<?, ?> tried, List<String> left) {
    try {
      return tried.listed().keySet();
    } catch (Stopped e) {
      throw e;
    } catch (RuntimeException e) {
      left.add("what there may be of " + tried.name() + ": list: " + Words.why(e));
      return Set.of();
    }
  }
}
