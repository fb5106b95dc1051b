package com.example.quarry;

import java.util.List;
import java.util.Map;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.http.HttpCaller;
import org.hansa.core.driver.http.Listing;
import org.hansa.core.driver.http.Paging;
import org.hansa.core.driver.http.Request;
import org.hansa.core.driver.machine.BaseImageFacet;
import org.hansa.core.driver.machine.BaseImageState;

/** What boxes are made from. */
record Templates(HttpCaller api) implements BaseImageFacet {

  private record Template(String name, String system, long diskGib) {
    BaseImageState state() {
      return new BaseImageState(name, Map.of("os", system), diskGib << 30);
    }
  }

  @Override
  public List<BaseImageState> all(Deadline deadline) {
    Paging paging = Paging.marker("/continuation", "continuation");
    return api
        .all(Listing.of(Request.get("/templates"), "/data", Template.class, paging), deadline)
        .stream()
        .map(Template::state)
        .toList();
  }

  /** NOT_FOUND if there is none of this name. */
  void require(String name, Deadline deadline) {
    api.send(Request.get("/templates/{name}", name), deadline);
  }
}
