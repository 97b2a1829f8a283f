import mongoose from "mongoose";
import { connect } from "node:net";
test("client", async () => {
  console.log(process.env.TEST_MONGO_URL);
  const port = Number(new URL(process.env.TEST_MONGO_URL!).port);
  await new Promise((r) => { const s = connect(port, "127.0.0.1"); s.once("connect", () => {console.log("conn"); s.destroy(); r(0)}).once("error", (e) => {console.log(e); r(0)})});
  const client = new mongoose.mongo.MongoClient(process.env.TEST_MONGO_URL!, {serverSelectionTimeoutMS: 3000});
  console.log(await client.db("admin").command({hello:1}).catch((e)=>e));
  await client.close();
});
