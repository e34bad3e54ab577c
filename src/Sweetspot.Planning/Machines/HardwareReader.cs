using System.Collections.Immutable;
using System.Text.Json;

namespace Sweetspot.Planning;

/// <summary>Reads devices as the catalogue and a user's own file write them, and collects what is wrong.</summary>
/// <param name="file">How the file is called in messages.</param>
internal sealed class HardwareReader(string file)
{
    private const double Least = 1e-6;
    private const double Most = 1e9;

    private static readonly string[] Keys =
    [
        "name", "aliases", "vendor", "kind", "year", "tflops", "measured_tflops", "compute_units", "memory_gib", "bandwidth_gbs", "memory_channels", "link", "link_gbs", "devices_per_node",
        "network_gbs", "watts", "usd_per_hour", "price_source", "source", "date", "note",
    ];

    private static readonly ImmutableDictionary<string, HardwareKind> Kinds = Enum.GetValues<HardwareKind>().ToImmutableDictionary(KindName);

    /// <summary>What is wrong, one line each.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>How a kind is written: <c>datacenter-gpu</c>.</summary>
    public static string KindName(HardwareKind kind) => kind switch
    {
        HardwareKind.DatacenterGpu => "datacenter-gpu",
        HardwareKind.ConsumerGpu => "consumer-gpu",
        HardwareKind.WorkstationGpu => "workstation-gpu",
        _ => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>All devices of a document: one object or a list of them.</summary>
    public ImmutableArray<Hardware> Read(JsonElement root)
    {
        if (root.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object))
        {
            Problems.Add($"{file}: holds neither a device ({{ \"name\": … }}) nor a list of devices.");
            return [];
        }

        return root.ValueKind == JsonValueKind.Object ? [Device(root, file)] : [.. root.EnumerateArray().Select((element, index) => Device(element, $"{file}: device {index + 1}"))];
    }

    private Hardware Device(JsonElement element, string where)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Problems.Add($"{where}: is no object; a device is written {{ \"name\": … }}.");
            return Nothing;
        }

        foreach (var key in element.EnumerateObject().Select(property => property.Name).Except(Keys))
        {
            Problems.Add($"{where}: \"{key}\" is not a field of a device{Nearest.Hint(key, Keys)}");
        }

        var name = Text(element, "name", where, isRequired: true) ?? "";
        where = name.Length > 0 && where != file ? $"{file}: {name}" : where;
        var kind = Kind(element, where);
        var isAlone = kind is HardwareKind.Apple or HardwareKind.Cpu;
        var network = Number(element, "network_gbs", where);
        var peaks = Rates(element, "tflops", where);
        if (peaks.IsEmpty)
        {
            Problems.Add($"{where}: tflops is missing; give at least one format, as {{ \"fp32\": 1.5 }} in 10^12 FLOP/s, dense.");
        }

        return new Hardware
        {
            Name = name,
            Aliases = Aliases(element, where),
            Vendor = Text(element, "vendor", where) ?? "",
            Kind = kind,
            Year = (int?)Number(element, "year", where),
            Peaks = peaks,
            Measured = Rates(element, "measured_tflops", where),
            ComputeUnits = (int?)Number(element, "compute_units", where),
            MemoryBytes = Required(element, "memory_gib", where) * Math.Pow(2, 30),
            MemoryBandwidth = Required(element, "bandwidth_gbs", where) * 1e9,
            MemoryChannels = (int?)Number(element, "memory_channels", where),
            Link = Text(element, "link", where) ?? "",
            LinkBandwidth = (Number(element, "link_gbs", where, mayBeZero: true) ?? 0) * 1e9,
            DevicesPerNode = (int?)Number(element, "devices_per_node", where) ?? (isAlone || !element.TryGetProperty("link_gbs", out _) ? 1 : 8),
            NetworkBandwidth = (network ?? AssumedNetwork(kind)) * 1e9,
            IsNetworkAssumed = network is null,
            PowerWatts = Number(element, "watts", where),
            UsdPerHour = Number(element, "usd_per_hour", where, mayBeZero: true),
            PriceSource = element.TryGetProperty("usd_per_hour", out _) ? Text(element, "price_source", where) ?? file : null,
            Source = Text(element, "source", where) ?? file,
            Date = Text(element, "date", where) ?? "",
            Note = Text(element, "note", where),
        };
    }

    /// <summary>GB/s of a device between nodes where none is stated: half a 100 Gb/s card in a server, 10 Gb/s Ethernet elsewhere.</summary>
    private static double AssumedNetwork(HardwareKind kind) => kind is HardwareKind.DatacenterGpu or HardwareKind.Accelerator ? 6.25 : 1.25;

    private static Hardware Nothing => new() { Name = "", Vendor = "", Kind = HardwareKind.Cpu, Peaks = ImmutableDictionary<NumberFormat, double>.Empty, MemoryBytes = 1, MemoryBandwidth = 1, Source = "", Date = "" };

    private HardwareKind Kind(JsonElement element, string where)
    {
        if (Text(element, "kind", where, isRequired: true) is not { } text)
        {
            return default;
        }

        if (Kinds.TryGetValue(text, out var kind))
        {
            return kind;
        }

        Problems.Add($"{where}: kind \"{text}\" is not known; use {Nearest.AnyOf([.. Kinds.Keys.Order(StringComparer.Ordinal)])}.");
        return default;
    }

    private ImmutableArray<string> Aliases(JsonElement element, string where)
    {
        if (!element.TryGetProperty("aliases", out var value))
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            return [.. value.EnumerateArray().Select(item => item.GetString() ?? "")];
        }

        Problems.Add($"{where}: aliases is not a list of names.");
        return [];
    }

    private ImmutableDictionary<NumberFormat, double> Rates(JsonElement element, string key, string where)
    {
        var rates = ImmutableDictionary<NumberFormat, double>.Empty;
        if (!element.TryGetProperty(key, out var value))
        {
            return rates;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            Problems.Add($"{where}: {key} is not written as {{ \"bf16\": 100 }}.");
            return rates;
        }

        foreach (var property in value.EnumerateObject())
        {
            if (NumberFormats.Find(property.Name) is not { } format)
            {
                Problems.Add($"{where}: {key}.{property.Name} is not a number format{Nearest.Hint(property.Name, [.. NumberFormats.All.Select(NumberFormats.Name)])}");
            }
            else if (Positive(property.Value, $"{where}: {key}.{property.Name}", mayBeZero: false) is { } rate)
            {
                rates = rates.SetItem(format, rate * 1e12);
            }
        }

        return rates;
    }

    private double Required(JsonElement element, string key, string where)
    {
        if (!element.TryGetProperty(key, out _))
        {
            Problems.Add($"{where}: {key} is missing.");
        }

        return Number(element, key, where) ?? 1;
    }

    private double? Number(JsonElement element, string key, string where, bool mayBeZero = false) =>
        element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? Positive(value, $"{where}: {key}", mayBeZero) : null;

    private double? Positive(JsonElement value, string where, bool mayBeZero)
    {
        var number = value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var read) ? read : double.NaN;
        if (number <= Most && (number >= Least || (mayBeZero && number == 0)))
        {
            return number;
        }

        Problems.Add($"{where} is {value.GetRawText()}; it must be a number {(number is > 0 and < Least or > Most ? "from 1e-6 to 1e9" : "above 0")}.");
        return null;
    }

    private string? Text(JsonElement element, string key, string where, bool isRequired = false)
    {
        if (element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null)
        {
            if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && (text.Trim().Length > 0 || !isRequired))
            {
                return text.Trim();
            }

            Problems.Add($"{where}: {key} is {value.GetRawText()}; it must be a text.");
        }
        else if (isRequired)
        {
            Problems.Add($"{where}: {key} is missing.");
        }

        return null;
    }
}
