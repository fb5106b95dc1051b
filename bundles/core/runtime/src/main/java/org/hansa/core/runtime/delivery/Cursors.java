package org.hansa.core.runtime.delivery;

import java.util.Optional;
import org.hansa.core.api.Follower;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Fence;

/**
 * Where followers are kept: durably, one resource each, written under the fence of the node that
 * runs it. Writing fails by {@link Problem}: PRECONDITION or NOT_FOUND if another runs it, or
 * another resource stands there, by now. Thread-safe.
 */
public interface Cursors {

  /** What is written of it, by whichever node; empty if it is new. */
  Optional<Resource> find(String follower);

  /** Whether this node runs it now. */
  Optional<Standing> standing(String follower);

  /** True if this node is to run it as soon as its view has come far enough. */
  boolean isComing(String follower);

  /** Makes it, or lets it begin anew. */
  void begin(String follower, Fence fence, Follower.Spec spec, Follower.Status status);

  void write(Resource follower, Fence fence, Follower.Status status);

  /**
   * It does not get on: a person is told.
   *
   * @param reason one word, as of conditions
   */
  void stalled(String follower, Fence fence, String reason, String message);

  /** It gets on again. */
  void cleared(String follower, Fence fence);

  /**
   * The right to run it.
   *
   * @param follower as it is written; empty if it is not yet
   */
  record Standing(Fence fence, Optional<Resource> follower) {}
}
