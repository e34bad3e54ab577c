using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Columns of a table that are known of each point before it is trained.</summary>
internal sealed class KnownColumns
{
    private static readonly IReadOnlyDictionary<string, Measurement> s_nothing = ImmutableDictionary<string, Measurement>.Empty;
    private readonly Dictionary<string, IReadOnlyDictionary<string, Measurement>> _known;

    public KnownColumns(IReadOnlyList<TableColumn> columns, IReadOnlyList<TablePoint> points) =>
        _known = points.ToDictionary(point => point.Candidate.Key, IReadOnlyDictionary<string, Measurement> (point) => Known(columns, point), StringComparer.Ordinal);

    /// <summary>The values of a point, the mean of its rows; none of what the table lacks.</summary>
    public IReadOnlyDictionary<string, Measurement> Of(Candidate candidate) => _known.GetValueOrDefault(candidate.Key, s_nothing);

    private static ImmutableDictionary<string, Measurement> Known(IReadOnlyList<TableColumn> columns, TablePoint point)
    {
        var known = ImmutableDictionary.CreateBuilder<string, Measurement>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            double[] values = [.. point.Rows.Where(row => !column.IsMissing(row)).Select(row => column.Number(row)).OfType<double>().Where(double.IsFinite)];
            if (values.Length > 0)
            {
                known[column.Name] = new Measurement(values.Average(), "", new Origin(OriginKind.Computed, "column of the table"));
            }
        }

        return known.ToImmutable();
    }
}
