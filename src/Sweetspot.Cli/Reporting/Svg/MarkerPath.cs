using System.Globalization;
using System.Text;

namespace Sweetspot.Cli;

/// <summary>Outlines of markers around a point.</summary>
internal static class MarkerPath
{
    /// <summary>SVG path data of a marker at a place in pixels.</summary>
    public static string Of(Marker marker, double x, double y) => marker switch
    {
        Marker.Dot => Circle(x, y, 2.8),
        Marker.Circle => Circle(x, y, 4.5),
        Marker.Ring => Circle(x, y, 4),
        Marker.Square => Polygon(x, y, (-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)),
        Marker.Triangle => Polygon(x, y, (0, -5.8), (5.4, 4.2), (-5.4, 4.2)),
        Marker.Diamond => Polygon(x, y, (0, -6.4), (5.4, 0), (0, 6.4), (-5.4, 0)),
        Marker.Cross => FormattableString.Invariant($"M{x - 4.5:0.#},{y - 4.5:0.#}l9,9m0,-9l-9,9"),
        Marker.Star => Star(x, y),
        _ => "",
    };

    /// <summary>Whether the marker is drawn as an outline.</summary>
    public static bool IsOpen(Marker marker) => marker is Marker.Ring or Marker.Cross;

    private static string Circle(double x, double y, double radius) =>
        FormattableString.Invariant($"M{x - radius:0.#},{y:0.#}a{radius},{radius} 0 1,0 {2 * radius},0a{radius},{radius} 0 1,0 {-2 * radius},0z");

    private static string Star(double x, double y) => Polygon(
        x,
        y,
        [
            .. Enumerable.Range(0, 10).Select(i =>
            {
                var (radius, angle) = (i % 2 == 0 ? 10.5 : 4.4, (i * Math.PI / 5) - (Math.PI / 2));
                return (radius * Math.Cos(angle), radius * Math.Sin(angle));
            }),
        ]);

    private static string Polygon(double x, double y, params (double X, double Y)[] corners)
    {
        var path = new StringBuilder();
        foreach (var (dx, dy) in corners)
        {
            path.Append(CultureInfo.InvariantCulture, $"{(path.Length == 0 ? 'M' : 'L')}{x + dx:0.#},{y + dy:0.#}");
        }

        return path.Append('z').ToString();
    }
}
