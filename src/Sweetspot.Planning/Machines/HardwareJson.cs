using System.Text.Json.Nodes;

namespace Sweetspot.Planning;

/// <summary>Writes a device as the catalogue and a user's own file have it, in makers' units.</summary>
public static class HardwareJson
{
    /// <summary>An object that <see cref="HardwareCatalogue.Read"/> reads again; what is not known is left out.</summary>
    public static JsonObject Write(Hardware device)
    {
        var json = new JsonObject { ["name"] = device.Name };
        if (!device.Aliases.IsEmpty)
        {
            json["aliases"] = new JsonArray([.. device.Aliases.Select(alias => JsonValue.Create(alias))]);
        }

        Add("vendor", device.Vendor.Length > 0 ? device.Vendor : null);
        json["kind"] = HardwareReader.KindName(device.Kind);
        Add("year", device.Year);
        json["tflops"] = Rates(device.Peaks);
        if (!device.Measured.IsEmpty)
        {
            json["measured_tflops"] = Rates(device.Measured);
        }

        Add("compute_units", device.ComputeUnits);
        json["memory_gib"] = Rounded(device.MemoryBytes / Math.Pow(2, 30));
        json["bandwidth_gbs"] = Rounded(device.MemoryBandwidth / 1e9);
        Add("memory_channels", device.MemoryChannels);
        Add("link", device.Link.Length > 0 ? device.Link : null);
        json["link_gbs"] = Rounded(device.LinkBandwidth / 1e9);
        json["devices_per_node"] = device.DevicesPerNode;
        if (!device.IsNetworkAssumed)
        {
            json["network_gbs"] = Rounded(device.NetworkBandwidth / 1e9);
        }

        Add("watts", device.PowerWatts);
        Add("usd_per_hour", device.UsdPerHour);
        Add("price_source", device.PriceSource);
        json["source"] = device.Source;
        Add("date", device.Date.Length > 0 ? device.Date : null);
        Add("note", device.Note);
        return json;

        void Add(string key, JsonNode? value)
        {
            if (value is not null)
            {
                json[key] = value;
            }
        }
    }

    private static JsonObject Rates(IReadOnlyDictionary<NumberFormat, double> rates) =>
        new(rates.OrderBy(rate => rate.Key).Select(rate => KeyValuePair.Create(rate.Key.Name(), (JsonNode?)JsonValue.Create(Rounded(rate.Value / 1e12)))));

    /// <summary>Without the last bits of a change of unit.</summary>
    private static double Rounded(double value) => value == 0 ? 0 : Math.Round(value, Math.Clamp(12 - (int)Math.Ceiling(Math.Log10(Math.Abs(value))), 0, 15));
}
