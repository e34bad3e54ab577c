using Sweetspot.Planning;

namespace Sweetspot.Benchmarks;

/// <summary>Times of collectives by kind of node.</summary>
internal sealed class CommsTable : ICostTable
{
    /// <summary>GB/s and direction of the host's bus, over which nodes whose devices are linked in pairs send beyond a pair; by year of the device.</summary>
    private static readonly (int Year, double Bandwidth)[] HostBus = [(2022, 64e9), (2020, 32e9), (0, 16e9)];

    /// <inheritdoc/>
    public string Name => "comms";

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Columns => ["collective", "node", "n_devices", "devices_per_node", "bytes", "time_ms"];

    /// <summary>Constants set on rows.</summary>
    public static CollectiveConstants Fit(IReadOnlyList<Row> rows)
    {
        var start = CollectiveConstants.Shipped;
        return Of(LogFit.Fit(
            [start.LinkShare, start.NetworkShare, start.LaunchSeconds, start.SendSeconds, start.NetworkSeconds],
            point => rows.Where(row => row.IsNetworkStated).Select(row => row.Seconds(Of(point)) / row.Measured)));
    }

    /// <inheritdoc/>
    public IEnumerable<CostReport> Judge(IReadOnlyList<ModelRow> rows)
    {
        var (read, skipped) = Read(rows);
        var shipped = Reports(read, [.. read.Select(row => Judge(row, CollectiveConstants.Shipped))], "constants as shipped").ToList();
        var leftOut = Reports(read, Left(read), "constants set without the kind of node that is judged");
        return shipped.Count == 0 ? [new CostReport("seconds of an exchange", [], skipped)] : [shipped[0] with { Skipped = skipped }, .. shipped.Skip(1), .. leftOut];
    }

    /// <summary>The rows that can be judged, and the others.</summary>
    internal static (IReadOnlyList<Row> Rows, IReadOnlyList<SkippedRow> Skipped) Read(IReadOnlyList<ModelRow> rows)
    {
        var (read, skipped) = (new List<Row>(), new List<SkippedRow>());
        foreach (var row in rows)
        {
            var (exchange, reason) = Read(row);
            if (exchange is null)
            {
                skipped.Add(new SkippedRow(row.Line, reason));
            }
            else
            {
                read.Add(exchange);
            }
        }

        // A node with as many devices as the maker's reference system is taken to have its network; what others have is not stated.
        var reference = read.Where(row => row.Group.PerNode == row.DevicesPerNode).Select(row => row.Node).ToHashSet(StringComparer.Ordinal);
        return ([.. read.Select(row => row with { IsNetworkStated = row.Group.Nodes == 1 || reference.Contains(row.Node) }).GroupBy(row => row.Node, StringComparer.Ordinal).SelectMany(group => group)], skipped);
    }

    private static IReadOnlyList<JudgedRow> Left(IReadOnlyList<Row> rows) => LeftOut.Judge(rows, row => row.Node, Fit, Judge);

    /// <summary>Large messages are what a training waits for; small ones show the noise of launching.</summary>
    private static IEnumerable<CostReport> Reports(IReadOnlyList<Row> rows, IReadOnlyList<JudgedRow> judged, string constants) => judged.Count == 0 ? [] : rows.Zip(judged)
        .GroupBy(pair => $"{pair.First.Collective.Replace('_', ' ')} {pair.First.Where}, {(pair.First.Bytes >= 1e6 ? "1 MB and more" : "below 1 MB")}")
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new CostReport($"{group.Key}, {constants}", [.. group.Select(pair => pair.Second)], []));

    private static JudgedRow Judge(Row row, CollectiveConstants constants) => new($"{row.Node} x{row.Group.Devices}", row.Seconds(constants), row.Measured);

    private static CollectiveConstants Of(double[] point) => new(Math.Min(1, point[0]), Math.Min(1, point[1]), point[2], point[3], point[4]);

    private static (Row? Row, string Reason) Read(ModelRow row)
    {
        var node = row["node"];
        if (node.Split('_', ' ').Select(HardwareCatalogue.TryFind).FirstOrDefault(found => found is not null) is not { } hardware)
        {
            return (null, $"node \"{node}\" names no device of the catalogue");
        }

        if (row["collective"] is not ("all_reduce" or "all_gather" or "reduce_scatter" or "all_to_all" or "send_recv"))
        {
            return (null, $"collective \"{row["collective"]}\" is not modelled here");
        }

        foreach (var column in new[] { "n_devices", "devices_per_node", "bytes", "time_ms" })
        {
            if (row.Positive(column) is null)
            {
                return (null, $"{column} is no number above 0");
            }
        }

        var (devices, perNode) = (row.Whole("n_devices"), Math.Min(row.Whole("n_devices"), row.Whole("devices_per_node")));
        if (devices < 2 || perNode < 1)
        {
            return (null, "fewer than two devices exchange nothing");
        }

        var isBeyondPairs = node.Contains("pairwise", StringComparison.Ordinal) && perNode > 2;
        var link = isBeyondPairs ? HostBus.First(bus => hardware.Year >= bus.Year).Bandwidth : hardware.LinkBandwidth;
        return (new Row(node, row["collective"], new DeviceGroup(devices, perNode, link, hardware.NetworkBandwidth), row.Positive("bytes")!.Value, row.Positive("time_ms")!.Value / 1e3, hardware.DevicesPerNode), "");
    }

    /// <summary>One measured exchange.</summary>
    internal sealed record Row(string Node, string Collective, DeviceGroup Group, double Bytes, double Measured, int DevicesPerNode, bool IsNetworkStated = true)
    {
        /// <summary>Where the devices are.</summary>
        public string Where => Group.Nodes == 1 ? "within nodes" : IsNetworkStated ? "between nodes" : "between nodes of which the network is not stated";

        /// <summary>Seconds with constants.</summary>
        public double Seconds(CollectiveConstants constants) => Collective switch
        {
            "send_recv" => Collectives.Send(Group, Bytes, constants),
            "all_reduce" => Collectives.AllReduce(Group, Bytes, constants),
            "all_to_all" => Collectives.AllToAll(Group, Bytes, constants),
            _ => Collectives.AllGather(Group, Bytes, constants),
        };
    }
}
