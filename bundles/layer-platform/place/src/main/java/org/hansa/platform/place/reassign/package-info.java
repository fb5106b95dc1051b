/**
 * Machine reassignment as the ROADEF/EURO challenge 2012 poses it: processes that stand on machines
 * are moved so that load, balance and moves cost least. Instances and solutions are read and
 * written in the challenge's own format; what is wrong in one is said with its file and line by
 * {@link org.hansa.platform.place.Misread}.
 */
package org.hansa.platform.place.reassign;
