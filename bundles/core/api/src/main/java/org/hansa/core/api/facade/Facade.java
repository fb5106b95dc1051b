package org.hansa.core.api.facade;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * From request to reply, in whatever form the outside wants. Before it is asked, the door has
 * looked at path, headers and names of the host, has read the body within its bounds, and knows who
 * asks. Thread-safe.
 */
@ConsumerType
public interface Facade {

  /**
   * At this path and below it all is asked of this facade, for instance {@code /soap}. No two have
   * the same; none begins with {@code /api} or {@code /health}.
   */
  String path();

  /**
   * Answers on the door's thread, which may wait for the disk.
   *
   * @throws org.hansa.core.api.Problem to be said by {@link #refused}
   */
  Reply reply(Asked asked);

  /**
   * How a refusal reads here, whether the door's or this facade's own. Headers that HTTP itself
   * wants with it (for instance WWW-Authenticate) the door adds.
   */
  Reply refused(Refusal refusal);

  /**
   * As {@link #refused(Refusal)}, in a form that gives back something of what was sent.
   *
   * @param headers of the request, as in {@link Asked}; nothing has looked at them
   */
  default Reply refused(Refusal refusal, Map<String, String> headers) {
    return refused(refusal);
  }
}
