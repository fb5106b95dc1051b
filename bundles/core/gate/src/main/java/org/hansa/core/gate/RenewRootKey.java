package org.hansa.core.gate;

import java.util.List;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Action;
import org.hansa.core.api.gate.RootKeys;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes a new root key, and seals all secret values under it. */
@Component
public final class RenewRootKey implements Action {

  /** There is nothing to choose. */
  record Arguments() {}

  private final RootKeys keys;

  @Activate
  public RenewRootKey(@Reference RootKeys keys) {
    this.keys = keys;
  }

  @Override
  public String kind() {
    return Installation.KIND;
  }

  @Override
  public String verb() {
    return "rekey";
  }

  @Override
  public String about() {
    return "Makes a new root key, and seals all secret values under it";
  }

  @Override
  public Class<? extends Record> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Needs> needs(Ref subject, Doc arguments) {
    return List.of(new Needs("write", RootKeys.KEY));
  }

  @Override
  public Doc perform(Resource subject, Doc arguments, Run run) {
    return Doc.of(keys.renew(run.by(), run.cause(), run));
  }
}
