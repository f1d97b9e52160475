# A shop that has orders and no list of goods: the lines of its orders name the products. What a colleague types of a complaint
# stops the promotion of that product and of no other, offers have names, and a second import changes nothing.
from agent_world import *

COLUMNS = {"id": "id", "at": "when", "phone": "phone", "name": "name", "status": "state", "kind": "=order", "line.sku": "sku", "line.name": "goods", "line.quantity": "n", "line.price": "price"}
ORDERS = """id,when,phone,name,state,sku,goods,n,price
A-1,2026-09-01T10:00:00+05:00,+77010000301,Dina,completed,L-1,Лампа «Маяк»,1,9000
A-1,2026-09-01T10:00:00+05:00,+77010000301,Dina,completed,P-1,Плед шерстяной,1,7000
A-2,2026-09-02T10:00:00+05:00,+77010000302,Arman,completed,L-1,Лампа «Маяк»,1,9000
A-2,2026-09-02T10:00:00+05:00,+77010000302,Arman,completed,K-9,Кружка «Степь»,2,2000
A-3,2026-09-03T10:00:00+05:00,+77010000303,Aliya,completed,L-1,Лампа «Маяк»,1,9000
A-3,2026-09-03T10:00:00+05:00,+77010000303,Aliya,completed,K-9,Кружка «Степь»,1,2000
"""


def main():
    home = scratch("no-goods-list")
    server = Server(home / "server")
    agent = Agent(home / "agent").init(server)
    (agent.folder / "agent.json").write_text(json.dumps({"zone": "+05:00", "accounts": {"table": {"shop": {"columns": COLUMNS}}}}))
    orders = home / "orders.csv"
    orders.write_text(ORDERS)
    told = agent.import_("table", orders, "--account", "shop")
    check(told["new"] == 3 and told["rejected"] == 0, f"three orders: {told}")
    names = agent.run("goods").stdout
    check("L-1  as orders name it: Лампа «Маяк»" in names and names.count("\n") == 3, f"three products have names: {names}")
    digest = agent.json("digest")["digest"]
    check(agent.import_("table", orders, "--account", "shop")["new"] == 0 and agent.json("digest")["digest"] == digest, "the second import wrote something")

    dina = "+77010000301"
    promotion = lambda product: agent.json("check", dina, "--channel", "sms", "--product", product, "--as-of", "2026-12-01 12:00", "--json")
    check(promotion("L-1")["decision"] == "allow", "nothing stands against a promotion yet")
    agent.run("add", dina, "complaint", "Лампа Маяк не горит")
    told = promotion("L-1")
    check(told["decision"] == "block" and told["reasons"][0]["kind"] == "complaint", f"the promotion of the lamp: {told}")
    check(promotion("Лампа «Маяк»")["decision"] == "block", "the product by its name")
    for other in ("P-1", "K-9"):
        check(promotion(other)["decision"] == "warn", f"a promotion of {other} is no more than warned of")

    # Nobody is told a number where there is a name.
    rows = agent.json("offers", "+77010000302", "--json")["rows"]
    check(all(row["name"] for row in rows), f"offers without a name: {rows}")
    told = agent.json("offers", dina, "--json")["rows"]
    check([(row["sku"], row["name"]) for row in told] == [("K-9", "Кружка «Степь»")], f"what others bought with the lamp: {told}")
    print("Orders alone name the products: the lamp that does not burn is not advertised, the mug that others bought with it has its name")


main()
