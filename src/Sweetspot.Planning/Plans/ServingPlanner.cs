using System.Globalization;

namespace Sweetspot.Planning;

/// <summary>How many devices answer as fast as asked: every number of devices that share a copy, with as many clients as the waits allow.</summary>
public static class ServingPlanner
{
    private const int MostClients = 4096;
    private const double Gib = 1L << 30;

    /// <summary>The way with the fewest devices; of equal ones, the one with the shorter time between tokens. Null where none keeps the limits.</summary>
    public static ServingChoice? Plan(TransformerArchitecture model, ServingDemand demand)
    {
        (ServingSetup Setup, int Copies, double PerToken)? best = null;
        for (var tensor = 1; tensor <= Math.Max(1, demand.Hardware.DevicesPerNode); tensor *= 2)
        {
            if (Clients(model, demand, tensor) is not { } found)
            {
                continue;
            }

            var copies = Math.Max(1, (int)Math.Ceiling(demand.RequestsPerSecond / found.RequestsPerSecond));
            if (best is not { } other || copies * tensor < other.Copies * other.Setup.Tensor || (copies * tensor == other.Copies * other.Setup.Tensor && found.PerToken < other.PerToken))
            {
                best = (Setup(model, demand, tensor, found.Clients), copies, found.PerToken);
            }
        }

        return best is { } chosen
            ? new ServingChoice(chosen.Setup, chosen.Copies, ServingModel.UnderLoad(chosen.Setup), ServingMemory.Of(chosen.Setup), demand.UsdPerHour ?? demand.Hardware.UsdPerHour)
            : null;
    }

    /// <summary>Whether some number of devices that share a copy answers one request at a time as fast as asked; no allocation beyond the model's sums.</summary>
    public static bool IsPossible(TransformerArchitecture model, ServingDemand demand)
    {
        for (var tensor = 1; tensor <= Math.Max(1, demand.Hardware.DevicesPerNode); tensor *= 2)
        {
            if (Clients(model, demand, tensor) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Why no way keeps the limits: the nearest, and by how much it breaks.</summary>
    public static string Impossibility(TransformerArchitecture model, ServingDemand demand)
    {
        var most = 1;
        while (most * 2 <= demand.Hardware.DevicesPerNode)
        {
            most *= 2;
        }

        var times = Times(model, demand, most);
        if (times.PoolBytes <= 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"the {demand.Weights.Name} weights need {times.WeightBytes / Gib:0.0} GiB on each of {most} × {demand.Hardware.Name}, which have {demand.Hardware.MemoryBytes / Gib:0.0} GiB; use fewer bits (--weights) or a larger device (--serve-hardware).");
        }

        var fits = times.LargestBatch(demand.Prompt + (demand.Generated / 2.0));
        if (fits < 1)
        {
            return string.Create(CultureInfo.InvariantCulture, $"keys and values of one request of {demand.Prompt} + {demand.Generated} tokens need {times.PoolBytes / fits / Gib:0.0} GiB on each of {most} × {demand.Hardware.Name}, which have {times.PoolBytes / Gib:0.0} GiB left beside the {demand.Weights.Name} weights; allow a shorter --prompt or --generated, fewer bits (--weights) or a larger device (--serve-hardware).");
        }

        var load = times.UnderLoad(demand.Prompt, demand.Generated, 1);
        return demand.PerTokenSeconds is { } perToken && load.PerToken > perToken
            ? string.Create(CultureInfo.InvariantCulture, $"the nearest, {most} × {demand.Hardware.Name} with one request at a time, takes {1000 * load.PerToken:0.#} ms a token, {load.PerToken / perToken:0.##} times the {1000 * perToken:0.#} ms asked; allow a longer --tpot, fewer bits (--weights) or a faster device (--serve-hardware).")
            : string.Create(CultureInfo.InvariantCulture, $"the nearest, {most} × {demand.Hardware.Name} with one request at a time, gives the first token after {1000 * load.FirstToken:0} ms, {load.FirstToken / (demand.FirstTokenSeconds ?? load.FirstToken):0.##} times the {1000 * demand.FirstTokenSeconds ?? 0:0} ms asked; allow a longer --ttft, a shorter --prompt or a faster device (--serve-hardware).");
    }

    /// <summary>The most clients of one copy whose waits are as short as asked, and the requests a second that they make.</summary>
    private static (int Clients, double RequestsPerSecond, double PerToken)? Clients(TransformerArchitecture model, ServingDemand demand, int tensor)
    {
        if (model.Decoder[0].Attention.Heads % tensor != 0)
        {
            return null;
        }

        var times = Times(model, demand, tensor);
        if (times.PoolBytes <= 0)
        {
            return null;
        }

        (int, double, double)? best = null;
        for (var clients = 1; clients <= MostClients; clients *= 2)
        {
            var load = times.UnderLoad(demand.Prompt, demand.Generated, clients);
            if (load.FirstToken > demand.FirstTokenSeconds || load.PerToken > demand.PerTokenSeconds || load.IsLimitedByMemory)
            {
                break;
            }

            best = (clients, clients / load.EndToEnd(demand.Generated), load.PerToken);
            if (demand.RequestsPerSecond == 0 || best.Value.Item2 >= demand.RequestsPerSecond)
            {
                break;
            }
        }

        return best;
    }

    private static ServingTimes Times(TransformerArchitecture model, ServingDemand demand, int tensor) =>
        new(ServingShape.Of(model, demand.Weights, NumberFormat.Bf16), new ServingDevice(demand.Hardware, demand.Weights), ServingEngine.Server, tensor);

    private static ServingSetup Setup(TransformerArchitecture model, ServingDemand demand, int tensor, int clients) => new()
    {
        Architecture = model,
        Hardware = demand.Hardware,
        Tensor = tensor,
        Weights = demand.Weights,
        Prompt = demand.Prompt,
        Generated = demand.Generated,
        Clients = clients,
    };
}
