/** The one projection that is used of it; the package ships no types. */
declare module "d3-geo-projection" {
  import type { GeoProjection } from "d3-geo";

  export interface GeoSatellite extends GeoProjection {
    /** Of the eye from the Earth's centre, in Earth radii. */
    distance(radii: number): this;
    /** Between the nadir and the optical axis, towards the north of the picture [deg]. */
    tilt(degrees: number): this;
  }

  export function geoSatellite(): GeoSatellite;
}
