using Sweetspot.Planning;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>The module of a <see cref="RatingShape"/>: (B, 2) ids of user and item in, (B, 1) ratings out, standardised.</summary>
/// <remarks>
/// Names in the state dictionary: <c>mean</c> (1), <c>user_bias.weight</c> and <c>item_bias.weight</c> (ids, 1), <c>user_factors.weight</c> and
/// <c>item_factors.weight</c> (ids, factors; absent without factors). ncf: <c>hidden0.weight</c>, …, <c>output.weight</c> over the factors of user then
/// item. towers: <c>user_hidden0.weight</c>, …, <c>user_output.weight</c> and the same for <c>item</c>. All linear layers have a <c>bias</c>.
/// While training, one id in a hundred is replaced by 0, so that 0 comes to stand for whoever is not known.
/// </remarks>
internal sealed class RatingModel : nn.Module<Tensor, Tensor>
{
    private const double Forgotten = 0.01;
    private readonly RatingShape _shape;
    private readonly Parameter _mean;
    private readonly Embedding _userBias;
    private readonly Embedding _itemBias;
    private readonly Embedding? _userFactors;
    private readonly Embedding? _itemFactors;
    private readonly List<Linear> _user = [];
    private readonly List<Linear> _item = [];
    private readonly List<Linear> _joint = [];

    public RatingModel(RatingShape shape)
        : base(shape.Family)
    {
        _shape = shape;
        _mean = new Parameter(zeros(1));
        register_parameter("mean", _mean);
        _userBias = Table("user_bias", shape.Users, 1, 0);
        _itemBias = Table("item_bias", shape.Items, 1, 0);
        if (shape.Factors == 0)
        {
            return;
        }

        // Small: the first answers are those of the biases alone, yet the product's gradient is not 0.
        var deviation = shape is MfShape ? 0.1 / Math.Sqrt(shape.Factors) : 0.1;
        _userFactors = Table("user_factors", shape.Users, shape.Factors, deviation);
        _itemFactors = Table("item_factors", shape.Items, shape.Factors, deviation);
        if (shape is NcfShape ncf)
        {
            AddLayers(_joint, "", 2 * shape.Factors, [.. ncf.Hidden, 1]);
        }
        else if (shape is TowersShape towers)
        {
            AddLayers(_user, "user_", shape.Factors, [.. towers.Hidden, shape.Factors]);
            AddLayers(_item, "item_", shape.Factors, [.. towers.Hidden, shape.Factors]);
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor ids)
    {
        var known = training ? ids * rand(ids.shape, device: ids.device).ge(Forgotten) : ids; // (B, 2)
        using var users = known.select(1, 0); // (B)
        using var items = known.select(1, 1); // (B)
        var sum = _userBias.call(users) + _itemBias.call(items) + _mean; // (B, 1)
        if (_userFactors is null || _itemFactors is null)
        {
            return sum;
        }

        var user = _userFactors.call(users); // (B, factors)
        var item = _itemFactors.call(items); // (B, factors)
        return sum + (_shape is NcfShape
            ? Through(_joint, cat([user, item], 1))
            : (Through(_user, user) * Through(_item, item)).sum(1, keepdim: true)); // (B, 1)
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _mean.Dispose();
            foreach (var module in new nn.Module?[] { _userBias, _itemBias, _userFactors, _itemFactors }.Concat(_user).Concat(_item).Concat(_joint))
            {
                module?.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private static Tensor Through(List<Linear> layers, Tensor input)
    {
        for (var layer = 0; layer < layers.Count; layer++)
        {
            input = layers[layer].call(input); // (B, units)
            input = layer < layers.Count - 1 ? nn.functional.relu(input) : input;
        }

        return input;
    }

    private Embedding Table(string name, int rows, int width, double deviation)
    {
        var table = nn.Embedding(rows, width);
        nn.init.normal_(table.weight!, 0, deviation);
        register_module(name, table);
        return table;
    }

    private void AddLayers(List<Linear> layers, string prefix, int inputs, IReadOnlyList<int> sizes)
    {
        for (var layer = 0; layer < sizes.Count; layer++)
        {
            var isOutput = layer == sizes.Count - 1;
            var linear = nn.Linear(inputs, sizes[layer]);
            nn.init.normal_(linear.weight, 0, isOutput ? 0.5 / Math.Sqrt(inputs) : Math.Sqrt(2.0 / inputs)); // He et al. 2015, eq. 10
            nn.init.zeros_(linear.bias!);
            register_module(isOutput ? $"{prefix}output" : $"{prefix}hidden{layer}", linear);
            layers.Add(linear);
            inputs = sizes[layer];
        }
    }
}
