package org.hansa.core.kit;

/** An object that the kit made, or may have made. */
record Made(String installation, String facet, String uid) {

  @Override
  public String toString() {
    return facet + " " + uid + " of " + installation;
  }
}
